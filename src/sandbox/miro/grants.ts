import { randomBytes } from 'node:crypto'
import type { LocalApp } from './shapes.ts'

/** What one person allowed one app. */
export type Grant = {
  readonly clientId: string
  readonly userId: string
  readonly scopes: readonly string[]
  accessToken: string
  /** null: tokens of this app do not run out. */
  refreshToken: string | null
  accessTokenEnds: number
  refreshTokenEnds: number
  /** Ended on demand, or by revoking. */
  dead: boolean
}

const minute = 60_000
const hour = 60 * minute
const codeLife = 10 * minute
const refreshLife = 60 * 24 * hour

/** Seconds that a token answer promises. */
export const accessTokenSeconds = 3599

/** Codes and tokens, by Miro's rules: a code works once and for ten minutes, a refresh kills the old pair at once. */
export class Grants {
  private readonly clock: () => Date
  private readonly codes = new Map<string, { grant: Grant; redirectUri: string; ends: number }>()
  private readonly grants = new Set<Grant>()

  constructor(clock: () => Date) {
    this.clock = clock
  }

  allow(app: LocalApp, userId: string, redirectUri: string): string {
    const code = `code_${random()}`
    const now = this.now()
    const grant: Grant = {
      clientId: app.clientId,
      userId,
      scopes: app.scopes,
      accessToken: accessToken(),
      refreshToken: app.expiringTokens ? refreshToken() : null,
      accessTokenEnds: 0,
      refreshTokenEnds: 0,
      dead: false,
    }
    this.codes.set(code, { grant, redirectUri, ends: now + codeLife })
    return code
  }

  /** The grant of a code, or what is wrong with it. */
  redeem(code: string, clientId: string, redirectUri: string): Grant | string {
    const found = this.codes.get(code)
    if (found === undefined || found.grant.clientId !== clientId) return 'Authorization code not found.'
    if (found.redirectUri !== redirectUri) return 'Redirect URI mismatch.'
    this.codes.delete(code)
    if (found.ends <= this.now()) return 'Authorization code is expired.'
    this.start(found.grant)
    this.grants.add(found.grant)
    return found.grant
  }

  refresh(token: string, clientId: string): Grant | string {
    const grant = [...this.grants].find(held => held.refreshToken === token && held.clientId === clientId)
    if (grant === undefined || grant.dead || grant.refreshTokenEnds <= this.now())
      return 'Refresh token not found.'
    grant.accessToken = accessToken()
    grant.refreshToken = refreshToken()
    this.start(grant)
    return grant
  }

  /** The grant of a token that works now. */
  of(token: string): Grant | null {
    for (const grant of this.grants)
      if (grant.accessToken === token && !grant.dead && grant.accessTokenEnds > this.now()) return grant
    return null
  }

  revoke(token: string, clientId: string): boolean {
    const grant = [...this.grants].find(held => held.accessToken === token && held.clientId === clientId)
    if (grant === undefined || grant.dead) return false
    grant.dead = true
    return true
  }

  /** Every access token ends now; refresh tokens still work. */
  expireAll(): void {
    for (const grant of this.grants) grant.accessTokenEnds = 0
  }

  revokeAll(): void {
    for (const grant of this.grants) grant.dead = true
  }

  /** Tokens that work now, for tests that look for them where they must not be. */
  secrets(): string[] {
    return [...this.grants].flatMap(({ accessToken, refreshToken }) =>
      [accessToken, refreshToken ?? []].flat(),
    )
  }

  private start(grant: Grant): void {
    const endless = grant.refreshToken === null
    grant.accessTokenEnds = endless ? Number.POSITIVE_INFINITY : this.now() + hour
    grant.refreshTokenEnds = endless ? 0 : this.now() + refreshLife
  }

  private now(): number {
    return this.clock().getTime()
  }
}

const random = (): string => randomBytes(24).toString('base64url')

/** Miro's tokens begin with their data region. */
const accessToken = (): string => `eyJtaXJvLm9yaWdpbiI6ImV1MDEifQ_${random()}`

const refreshToken = (): string => `eyJtaXJvLm9yaWdpbiI6ImV1MDEifQ_r${random()}`
