import type { ServerResponse } from 'node:http'
import type { Screen, ScreenChange } from '../shared/screen.ts'

/** Changes within this time are sent as one. */
const togetherMs = 40
const stillThereMs = 15_000
/** After a break the page asks again so soon. */
const retryMs = 500

/** One open page: it gets everything at first, then the parts that changed. */
export class Watcher {
  private readonly response: ServerResponse
  private readonly read: () => Screen
  private sent = new Map<string, string>()
  private timer: NodeJS.Timeout | null = null
  private readonly pulse: NodeJS.Timeout

  constructor(response: ServerResponse, read: () => Screen) {
    this.response = response
    this.read = read
    this.pulse = setInterval(() => response.write(': still there\n\n'), stillThereMs)
    response.write(`retry: ${retryMs}\n\n`)
    this.send()
  }

  changed(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null
      this.send()
    }, togetherMs)
  }

  close(): void {
    clearInterval(this.pulse)
    if (this.timer !== null) clearTimeout(this.timer)
    this.response.end()
  }

  private send(): void {
    const { messages, ...parts } = this.read()
    const changed = this.whatChanged('', parts)
    const changedMessages = this.whatChanged('messages ', messages)
    const hasMessages = Object.keys(changedMessages).length > 0
    const change = (hasMessages ? { ...changed, messages: changedMessages } : changed) as ScreenChange
    if (Object.keys(change).length > 0) this.response.write(`data: ${JSON.stringify(change)}\n\n`)
  }

  private whatChanged<Parts extends object>(prefix: string, parts: Parts): Partial<Parts> {
    const changed = Object.entries(parts).filter(([name, value]) => {
      const text = JSON.stringify(value)
      if (this.sent.get(prefix + name) === text) return false
      this.sent.set(prefix + name, text)
      return true
    })
    return Object.fromEntries(changed) as Partial<Parts>
  }
}
