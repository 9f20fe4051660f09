/** A thing that goes wrong between the bot and Slack, on purpose. */

type ApiFault = {
  /** Web API method, or `*`. */
  method: string
  /** Default 1. */
  times?: number | 'always'
  /** Only calls with these arguments. */
  when?: (params: Record<string, unknown>) => boolean
  do: ApiFaultEffect
}

/** `afterStoring`: Slack did the work, and only the answer is lost. */
export type ApiFaultEffect =
  | { status: number; afterStoring?: boolean }
  | { error: string; extra?: Record<string, unknown> }
  | { rateLimited: number }
  | { hang: true; afterStoring?: boolean }
  | { reset: true; afterStoring?: boolean }
  | { delayMs: number }

export type DeliveryKind = 'command' | 'interactive' | 'options' | 'event'

export type DeliveryFault = {
  delivery: DeliveryKind | '*'
  times?: number | 'always'
  do:
    | { drop: true }
    /** Sent twice: at the same moment, or again after the first was acknowledged (as Slack does after a late answer). */
    | { duplicate: 'at_once' | 'after_ack' }
    | { delayMs: number }
    /** Socket Mode: every socket is cut just before the delivery. */
    | { disconnect: true }
}

export type Fault = ApiFault | DeliveryFault

/** The queue of faults: the first that fits is used, and goes when its times are used up. */
export class Faults {
  private readonly queue: { fault: Fault; left: number }[] = []

  push(fault: Fault): void {
    const left = fault.times === 'always' ? Number.POSITIVE_INFINITY : (fault.times ?? 1)
    this.queue.push({ fault, left })
  }

  /** How often this one will still happen. */
  left(fault: Fault): number {
    return this.queue.find(entry => entry.fault === fault)?.left ?? 0
  }

  /** Takes this one away. */
  drop(fault: Fault): void {
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

  forMethod(method: string, params: Record<string, unknown>): ApiFaultEffect | null {
    const found = this.use(
      fault =>
        'method' in fault &&
        (fault.method === method || fault.method === '*') &&
        (fault.when?.(params) ?? true),
    )
    return found !== null && 'method' in found ? found.do : null
  }

  forDelivery(kind: DeliveryKind): DeliveryFault['do'] | null {
    const found = this.use(
      fault => 'delivery' in fault && (fault.delivery === kind || fault.delivery === '*'),
    )
    return found !== null && 'delivery' in found ? found.do : null
  }

  private use(fits: (fault: Fault) => boolean): Fault | null {
    const index = this.queue.findIndex(entry => fits(entry.fault))
    const entry = this.queue[index]
    if (entry === undefined) return null
    entry.left -= 1
    if (entry.left <= 0) this.queue.splice(index, 1)
    return entry.fault
  }
}
