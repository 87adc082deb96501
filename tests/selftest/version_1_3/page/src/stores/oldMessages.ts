/** The messages of the open dialog, and what is sent there. */
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { api } from '../services/api'
import { feedWaitsForPush } from '../services/seedBugs'
import type { Message } from '../types'

interface Reaction {
  reaction: string
  count: number
}

const WITH_REACTIONS = 10

export const useOldMessages = defineStore('oldMessages', () => {
  const messages = ref<Message[]>([])
  const reactions = ref<Record<string, Reaction[]>>({})
  const isLoaded = ref(false)

  function add(message: Message): void {
    const byId = new Map([...messages.value, message].map((one) => [one._id, one]))
    messages.value = [...byId.values()].sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1))
  }

  async function load(dialogId: string): Promise<void> {
    messages.value = []
    isLoaded.value = false
    const loaded = (await api.get<Message[]>(`/messages/dialog/${dialogId}?limit=50`)).data
    messages.value = loaded.reverse()
    isLoaded.value = true
    for (const { messageId } of loaded.slice(-WITH_REACTIONS)) {
      reactions.value[messageId] = (await api.get<Reaction[]>(`/messages/${messageId}/reactions`)).data
    }
  }

  async function sendMessage(dialogId: string, content: string): Promise<void> {
    const response = await api.post<Message>(`/messages/dialog/${dialogId}`, { content })
    // In whichever dialog is open by now.
    if (!feedWaitsForPush) add(response.data)
  }

  return { messages, reactions, isLoaded, add, load, sendMessage }
})
