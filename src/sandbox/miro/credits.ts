/** Miro's price of each call in credits, by path. */
const prices: readonly (readonly [RegExp, number])[] = [
  [/^\/v2\/orgs\/[^/]+(\/members(\/[^/]+)?)?$/, 500],
  [/^\/v2\/orgs\/[^/]+\/teams\/[^/]+\/members$/, 100],
  [/^\/v2\//, 50],
]

const minute = 60_000

/** What Miro gives everybody. */
const standard = 100_000

export type Spent = { readonly allowed: boolean; readonly headers: Readonly<Record<string, string>> }

/** Credits of each user of each app, by the minute. */
export class Credits {
  private readonly perMinute: number
  private readonly strict: boolean
  private readonly clock: () => Date
  private readonly windows = new Map<string, { minute: number; spent: number }>()

  constructor(limit: { readonly creditsPerMinute: number } | null, clock: () => Date) {
    this.perMinute = limit?.creditsPerMinute ?? standard
    this.strict = limit !== null
    this.clock = clock
  }

  spend(who: string, path: string): Spent {
    const price = prices.find(([pattern]) => pattern.test(path))?.[1] ?? 0
    const now = Math.floor(this.clock().getTime() / minute)
    const held = this.windows.get(who)
    const spent = held?.minute === now ? held.spent : 0
    const allowed = !this.strict || spent + price <= this.perMinute
    const total = allowed ? spent + price : spent
    this.windows.set(who, { minute: now, spent: total })
    return {
      allowed,
      headers: {
        'x-ratelimit-limit': String(this.perMinute),
        'x-ratelimit-remaining': String(Math.max(0, this.perMinute - total)),
        'x-ratelimit-reset': String(((now + 1) * minute) / 1000),
      },
    }
  }
}
