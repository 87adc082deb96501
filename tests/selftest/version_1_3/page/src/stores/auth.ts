/** Who is signed in on this tab. */
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { api } from '../services/api'
import { forgetSession, readSession, writeSession } from '../services/session'
import type { Session } from '../types'

export const useAuthStore = defineStore('auth', () => {
  const session = ref(readSession())
  const user = computed(() => session.value?.user ?? null)
  const token = computed(() => session.value?.token ?? null)
  const ownId = computed(() => user.value?.userId ?? '')

  async function signIn(phone: string, code: string): Promise<void> {
    const response = await api.post<Session>('/auth/verify-code', { phone, code })
    writeSession(response.data)
    session.value = response.data
  }

  function signOut(): void {
    forgetSession()
    session.value = null
  }

  return { user, token, ownId, signIn, signOut }
})
