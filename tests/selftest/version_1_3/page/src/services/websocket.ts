/** The push channel of version 1.3: it listens to everything, and tells its own subscribers. */
import { io, type Socket } from 'socket.io-client'
import { origin } from './api'

type Handler = (payload: never) => void

const EVENTS = ['message:new', 'dialog:update', 'typing:start', 'typing:stop']

let socket: Socket | null = null
const handlers = new Map<string, Set<Handler>>()

export const websocket = {
  connect(token: string): void {
    socket = io(origin, { auth: { token } })
    for (const event of EVENTS) {
      socket.on(event, (payload: unknown) => {
        for (const handler of handlers.get(event) ?? []) handler(payload as never)
      })
    }
  },
  disconnect(): void {
    socket?.disconnect()
    handlers.clear()
  },
  on(event: string, handler: Handler): void {
    handlers.set(event, (handlers.get(event) ?? new Set()).add(handler))
  },
  off(event: string, handler: Handler): void {
    handlers.get(event)?.delete(handler)
  },
  join(dialogId: string): void {
    socket?.emit('dialog:join', dialogId)
  },
  typing(dialogId: string): void {
    socket?.emit('typing:start', { dialogId })
  },
}
