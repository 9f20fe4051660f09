import { type ConnectionKey, keyText } from '../../domain/connection-key.ts'
import { ForeignFailure } from '../../domain/foreign-failure.ts'
import { foreignError } from '../foreign-error.ts'
import type { Answer, Uses } from '../uses.ts'

type Credentials = Answer<'connections.credentials'>

/** Miro said no for good: somebody has to act. */
export class AccessRefused extends Error {
  readonly trouble: 'reconnect_needed' | 'access_lost'

  constructor(trouble: AccessRefused['trouble'], cause?: unknown) {
    super(trouble, { cause })
    this.name = 'AccessRefused'
    this.trouble = trouble
  }
}

// Tokens live an hour; a sync of the largest organisations takes minutes.
const refreshAhead = 5 * 60_000
const waitForOther = 200
const waitsForOther = 150
/** Read and opened once for many calls. A pair that somebody replaced meanwhile is refused by Miro, and read anew. */
const credentialsLast = 10_000

/**
 * Calls Miro with a working access token: refreshes it ahead of its end and once after a 401, one refresh at a
 * time over all processes, the new pair stored before it is used. Throws AccessRefused when only a person can
 * help (401 after the refresh; 403 or 404).
 */
export function miroAccess(
  world: Uses<
    | 'clock'
    | 'pause'
    | 'connections.credentials'
    | 'connections.storeTokens'
    | 'connections.claimRefresh'
    | 'connections.releaseRefresh'
    | 'oauth.refresh'
  >,
) {
  const underWay = new Map<string, Promise<Credentials>>()
  const known = new Map<string, { readonly credentials: Credentials; readonly until: number }>()

  /** Credentials to use now; `rejected` is the token version Miro just refused. */
  async function working(key: ConnectionKey, rejected: number | null): Promise<Credentials> {
    const held = rejected === null ? await recent(key) : await stored(key)
    const stale =
      held.tokenVersion === rejected ||
      (held.accessTokenExpiresAt !== null &&
        held.accessTokenExpiresAt.getTime() - refreshAhead <= world.clock().getTime())
    if (!stale) return held
    const name = `${keyText(key)}#${held.tokenVersion}`
    const shared = underWay.get(name) ?? renew(key, held).finally(() => underWay.delete(name))
    underWay.set(name, shared)
    return shared
  }

  async function stored(key: ConnectionKey): Promise<Credentials> {
    known.delete(keyText(key))
    const held = await world.connections.credentials(key)
    if (held === null) throw new AccessRefused('reconnect_needed')
    known.set(keyText(key), { credentials: held, until: world.clock().getTime() + credentialsLast })
    return held
  }

  async function recent(key: ConnectionKey): Promise<Credentials> {
    const last = known.get(keyText(key))
    const left = last === undefined ? 0 : last.until - world.clock().getTime()
    return last !== undefined && left > 0 && left <= credentialsLast ? last.credentials : stored(key)
  }

  async function renew(key: ConnectionKey, held: Credentials): Promise<Credentials> {
    const { refreshToken } = held
    if (refreshToken === null) throw new AccessRefused('reconnect_needed')
    for (let tries = 0; tries < waitsForOther; tries += 1) {
      if (await world.connections.claimRefresh(key, held.tokenVersion, world.clock()))
        return refresh(key, { ...held, refreshToken })
      // Another process refreshes: its pair is waited for, or that it gives up.
      const now = await stored(key)
      if (now.tokenVersion !== held.tokenVersion) return now
      await world.pause(waitForOther)
    }
    // Whoever claimed it died. Its claim runs out; the next run tries again.
    throw Object.assign(new ForeignFailure('token refresh elsewhere did not finish'), {
      kind: 'unavailable',
      permanent: false,
    })
  }

  async function refresh(
    key: ConnectionKey,
    held: Credentials & { readonly refreshToken: string },
  ): Promise<Credentials> {
    try {
      const { expiresInSeconds, ...tokens } = await world.oauth.refresh(held)
      const now = world.clock()
      const accessTokenExpiresAt =
        expiresInSeconds === null ? null : new Date(now.getTime() + expiresInSeconds * 1000)
      await world.connections.storeTokens(key, { ...tokens, accessTokenExpiresAt }, held.tokenVersion, now)
      return await stored(key)
    } catch (error) {
      // Nothing comes of it: whoever asks next asks Miro, and is told at once what it answers.
      await world.connections.releaseRefresh(key, held.tokenVersion)
      if (foreignError(error)?.permanent !== true) throw error
      // Somebody may have reconnected meanwhile: then theirs is the pair to use.
      const now = await stored(key)
      if (now.tokenVersion !== held.tokenVersion) return now
      throw new AccessRefused('reconnect_needed', error)
    }
  }

  return async function callMiro<T>(
    key: ConnectionKey,
    call: (accessToken: string) => Promise<T>,
  ): Promise<T> {
    const first = await working(key, null)
    let second: Credentials
    try {
      return await call(first.accessToken)
    } catch (error) {
      const refused = refusal(error)
      if (!(refused instanceof AccessRefused)) throw refused
      // Somebody else may have connected meanwhile, because this one's access was lost: then theirs is the pair to use.
      second = await (refused.trouble === 'access_lost' ? stored(key) : working(key, first.tokenVersion))
      if (second.tokenVersion === first.tokenVersion) throw refused
    }
    try {
      return await call(second.accessToken)
    } catch (error) {
      throw refusal(error)
    }
  }
}

const refusal = (error: unknown): unknown => {
  const kind = foreignError(error)?.kind
  if (kind === 'unauthorized') return new AccessRefused('reconnect_needed', error)
  if (kind === 'forbidden' || kind === 'not_found') return new AccessRefused('access_lost', error)
  return error
}
