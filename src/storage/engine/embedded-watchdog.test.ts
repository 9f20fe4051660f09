import { describe, expect, it } from 'vitest'
import { judge, type Look, nothingSeen } from './embedded-watchdog.ts'

const limits = { silence: 3, statement: 8, failedWrite: 3, full: 6 }
const idle: Look = {
  begun: 5,
  answered: 5,
  pings: 0,
  failedWrites: 0,
  queryOutstanding: false,
  queryNumber: 1,
  bytesLeft: null,
}

/** How many looks it takes until the verdict, and the verdict; null after 50. */
const verdictOf = (lookAt: (tick: number) => Partial<Look>): { looks: number; verdict: string } | null => {
  let seen = nothingSeen
  for (let tick = 0; tick < 50; tick += 1) {
    const { after, verdict } = judge(seen, { ...idle, ...lookAt(tick) }, limits)
    if (verdict !== null) return { looks: tick, verdict }
    seen = after
  }
  return null
}

describe('the watch over the embedded database', () => {
  it('is content with an idle worker that answers', () => {
    expect(verdictOf(tick => ({ pings: tick }))).toBeNull()
  })

  it('ends a worker that gives no sign of life', () => {
    expect(verdictOf(() => ({}))).toEqual({ looks: 3, verdict: 'The embedded database does not answer.' })
  })

  it('lets a long statement run, up to a limit', () => {
    expect(
      verdictOf(tick => ({ begun: 6, answered: tick < 7 ? 5 : 6, pings: tick < 7 ? 0 : tick })),
    ).toBeNull()
    expect(verdictOf(() => ({ begun: 6 }))).toEqual({
      looks: 8,
      verdict: 'The embedded database has worked on one statement for too long.',
    })
  })

  it('is content with many statements one after the other', () => {
    expect(verdictOf(tick => ({ begun: 6 + tick, answered: 5 + tick }))).toBeNull()
  })

  it('ends a worker that hangs in a write that failed', () => {
    const hangs = verdictOf(tick => ({ begun: 6, failedWrites: tick }))
    expect(hangs?.looks).toBe(3)
    expect(hangs?.verdict).toMatch(/cannot write to its directory/)
  })

  it('forgives a failed write of an earlier statement', () => {
    expect(
      verdictOf(tick =>
        tick === 0
          ? { failedWrites: 4 }
          : { failedWrites: 4, begun: 6, answered: tick < 6 ? 5 : 6, pings: tick },
      ),
    ).toBeNull()
  })

  const megabyte = 1024 * 1024

  it('ends a worker that hangs while the log has no room, though the write that failed was of an earlier statement', () => {
    const hangs = (left: number) =>
      verdictOf(tick =>
        tick === 0 ? { failedWrites: 4 } : { failedWrites: 4, begun: 6, bytesLeft: left * megabyte },
      )
    expect(hangs(5)).toEqual({ looks: 4, verdict: 'The disk is full.' })
    expect(hangs(20)?.verdict).toBe('The embedded database has worked on one statement for too long.')
  })

  it('ends a worker whose disk stays full, whatever it still answers', () => {
    const many = (tick: number) => ({ begun: 6 + tick, answered: 5 + tick, failedWrites: tick })
    expect(verdictOf(tick => ({ ...many(tick), bytesLeft: 0 }))).toEqual({
      looks: 5,
      verdict: 'The disk is full.',
    })
    expect(verdictOf(tick => ({ ...many(tick), bytesLeft: tick % 5 === 0 ? 2 * megabyte : 0 }))).toBeNull()
  })

  it('ends a worker that lives but never answers a trivial query', () => {
    expect(verdictOf(tick => ({ pings: tick, queryOutstanding: true }))).toEqual({
      looks: 3,
      verdict: 'The embedded database does not answer.',
    })
  })

  it('is content while each trivial query is answered before the next is asked', () => {
    expect(verdictOf(tick => ({ pings: tick, queryOutstanding: true, queryNumber: tick }))).toBeNull()
  })
})
