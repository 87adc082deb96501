/** The push channel of version 1.3. */
import { io, type Socket } from 'socket.io-client'
import { origin, plain } from './api'

type Handler = (payload: never) => void

let socket: Socket | null = null

export const websocket = {
  connect(token: string, handlers: Record<string, Handler>): void {
    socket = io(origin, { auth: { token } })
    for (const [event, handler] of Object.entries(handlers)) {
      socket.on(event, (payload: unknown) => { handler(plain(payload) as never) })
    }
  },
  disconnect(): void {
    socket?.disconnect()
  },
  join(dialogId: string): void {
    socket?.emit('dialog:join', dialogId, () => undefined)
  },
  typing(dialogId: string): void {
    socket?.emit('typing:start', { dialogId })
  },
}
