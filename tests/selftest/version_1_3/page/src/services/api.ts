/** The backend of version 1.3, which is on another origin and answers in several envelopes. */
import type { Envelope } from '../types'
import { readSession } from './session'

interface OldAnswer {
  data?: unknown
  dialog?: unknown
  message?: unknown
  reactions?: unknown
  user?: unknown
  token?: string
  error?: string
}

export const origin = document.querySelector<HTMLMetaElement>('meta[name=api-origin]')?.content ?? ''
const onSessionEnded = new Set<() => void>()

export class ApiError extends Error {
  constructor(readonly status: number, said = '') {
    super(said || 'Сервер не отвечает')
  }
}

export const api = {
  get: <Data>(url: string): Promise<Envelope<Data>> => request('GET', url, null) as Promise<Envelope<Data>>,
  post: <Data>(url: string, body: object = {}): Promise<Envelope<Data>> =>
    request('POST', url, JSON.stringify(body)) as Promise<Envelope<Data>>,
  whenSessionEnds: (handler: () => void) => onSessionEnded.add(handler),
}

async function request(method: string, url: string, body: string | null): Promise<Envelope<unknown>> {
  const token = readSession()?.token
  const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) }
  const response = await fetch(`${origin}/api${url}`, { method, headers, body })
  const answer = (await response.json()) as OldAnswer
  if (response.status === 401) onSessionEnded.forEach((handler) => { handler() })
  if (!response.ok) throw new ApiError(response.status, answer.error)
  return { success: true, data: plain(dataOf(answer)) }
}

function dataOf(answer: OldAnswer): unknown {
  if (answer.token) return { token: answer.token, user: answer.user }
  return answer.data ?? answer.dialog ?? answer.message ?? answer.reactions ?? answer.user ?? null
}

/** A message's `dialogId` may be an object. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  const id = (value as { dialogId?: string | { _id: string } } | null)?.dialogId
  return id && typeof id === 'object' ? { ...(value as object), dialogId: id._id } : value
}
