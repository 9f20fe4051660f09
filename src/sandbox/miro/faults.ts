/** A thing that goes wrong between the bot and Miro, on purpose. */
export type MiroFault = {
  readonly match?: {
    readonly method?: string
    readonly path?: RegExp
    /** Only this page of the members list, from 1, counted along its cursors. */
    readonly page?: number
  }
  /** Default 1. */
  readonly times?: number | 'always'
  readonly do: MiroFaultEffect
}

/** `afterDoing`: Miro did the work, and only the answer is lost. */
export type MiroFaultEffect =
  | {
      readonly status: number
      readonly body?: unknown
      readonly headers?: Readonly<Record<string, string>>
      readonly afterDoing?: boolean
    }
  /** Half of the JSON text, whole by HTTP. */
  | { readonly truncate: true }
  /** A page of HTML with status 200. */
  | { readonly html: true }
  /** No answer, or one that stops in the middle of its body. */
  | { readonly hang: true | 'body'; readonly afterDoing?: boolean }
  /** The connection is cut before the answer, or in the middle of its body. */
  | { readonly reset: true | 'body'; readonly afterDoing?: boolean }
  /** One byte every so many milliseconds. */
  | { readonly trickleMs: number }
  /** The cursor this page was asked with, or the one that the first page gave. */
  | { readonly repeatCursor: true | 'first' }
  | { readonly emptyWithCursor: true }
  | { readonly emptyObject: true }
  | { readonly delayMs: number }
  /** Any other body, made from the right one. */
  | { readonly edit: (body: unknown) => unknown }

/** The queue of faults: the first that fits is used, and goes when its times are used up. */
export class MiroFaults {
  private readonly queue: { fault: MiroFault; left: number }[] = []

  push(fault: MiroFault): void {
    this.queue.push({ fault, left: fault.times === 'always' ? Number.POSITIVE_INFINITY : (fault.times ?? 1) })
  }

  /** How often this one will still happen. */
  left(fault: MiroFault): number {
    return this.queue.find(entry => entry.fault === fault)?.left ?? 0
  }

  /** Takes this one away. */
  drop(fault: MiroFault): void {
    const index = this.queue.findIndex(entry => entry.fault === fault)
    if (index >= 0) this.queue.splice(index, 1)
  }

  clear(): void {
    this.queue.length = 0
  }

  /** Faults that have not been used up. */
  get pending(): number {
    return this.queue.length
  }

  take(request: { method: string; path: string; page: number | null }): MiroFaultEffect | null {
    const index = this.queue.findIndex(({ fault: { match } }) => {
      const method = match?.method ?? request.method
      return (
        method === request.method &&
        (match?.path?.test(request.path) ?? true) &&
        (match?.page === undefined || match.page === request.page)
      )
    })
    const entry = this.queue[index]
    if (entry === undefined) return null
    entry.left -= 1
    if (entry.left <= 0) this.queue.splice(index, 1)
    return entry.fault.do
  }
}
