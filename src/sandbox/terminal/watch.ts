import { setTimeout as pause } from 'node:timers/promises'
import type { Sandbox } from '../sandbox.ts'

/** Several changes within this time are shown as one. */
const togetherMs = 200
const lookEveryMs = 50
const quietMs = 1000
const mostQuietMs = 20_000
const mostWaitMs = 30_000

/** Prints what changes on the screen as it happens, and knows what was printed. */
export class Watch {
  private readonly sandbox: Sandbox
  private readonly changes: () => readonly string[]
  private readonly print: (lines: readonly string[]) => void
  private stopListening: (() => void) | null = null
  private timer: NodeJS.Timeout | null = null
  private said: string[] = []
  private closed = false

  constructor(sandbox: Sandbox, changes: () => readonly string[], print: (lines: readonly string[]) => void) {
    this.sandbox = sandbox
    this.changes = changes
    this.print = print
  }

  open(): void {
    this.stopListening = this.sandbox.slack.onChange(() => {
      this.timer ??= setTimeout(() => this.flush(), togetherMs)
    })
  }

  close(): void {
    this.closed = true
    this.stopListening?.()
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
  }

  say(lines: readonly string[]): void {
    if (lines.length === 0 || this.closed) return
    this.said.push(...lines)
    this.print(lines)
  }

  /** Prints what is new, now. */
  flush(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    this.say(this.changes())
  }

  /** `until` looks only at what is printed from now on. */
  forget(): void {
    this.said = []
  }

  /** Waits until a text has been printed; as lines, an answer when it has not. */
  async until(text: string): Promise<string[]> {
    const wanted = flat(text)
    const enough = performance.now() + mostWaitMs
    while (!this.closed && performance.now() < enough) {
      if (flat(this.said.join(' ')).includes(wanted)) return []
      await pause(lookEveryMs)
    }
    return this.closed ? [] : [`Not seen within ${mostWaitMs / 1000} s: ${text}`]
  }

  async quiet(): Promise<void> {
    const enough = performance.now() + mostQuietMs
    let [before, since] = [this.activity(), performance.now()]
    while (!this.closed && performance.now() < Math.min(enough, since + quietMs)) {
      await pause(lookEveryMs)
      const now = this.activity()
      if (now !== before) [before, since] = [now, performance.now()]
    }
    this.flush()
  }

  private activity(): string {
    const { miro, slack } = this.sandbox
    return `${slack.requests.length} ${slack.deliveries.length} ${miro.requests.length}`
  }
}

/** Texts are compared without the frame and line breaks they are drawn with. */
const flat = (text: string): string => text.replace(/[│┌└]/g, ' ').replace(/\s+/g, ' ').trim().toLowerCase()
