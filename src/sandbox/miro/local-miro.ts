import { randomBytes } from 'node:crypto'
import { Credits } from './credits.ts'
import { MiroFaults } from './faults.ts'
import { Grants } from './grants.ts'
import { Membership } from './membership.ts'
import { PageNumbers } from './page-numbers.ts'
import { type MiroServer, startServer } from './server.ts'
import type { LocalApp, LocalMember, LocalMiroOptions, RequestRecord } from './shapes.ts'
import { companyAdmin, type World } from './world.ts'

/** Older requests are forgotten: a large organisation is read in thousands. */
const keptRequests = 50_000

/** One Miro organisation on this machine, with its consent page, REST API and SCIM. */
export class LocalMiro {
  /** What goes wrong on purpose. */
  readonly faults: MiroFaults
  /** What was asked, oldest first. */
  readonly requests: RequestRecord[]
  private readonly world: World
  private readonly server: MiroServer
  private readonly listeners: Set<() => void>

  private constructor(parts: {
    world: World
    server: MiroServer
    faults: MiroFaults
    requests: RequestRecord[]
    listeners: Set<() => void>
  }) {
    this.world = parts.world
    this.server = parts.server
    this.faults = parts.faults
    this.requests = parts.requests
    this.listeners = parts.listeners
  }

  static async start(options: LocalMiroOptions): Promise<LocalMiro> {
    const clock = options.clock ?? (() => new Date())
    const { organization } = options
    const listeners = new Set<() => void>()
    const world: World = {
      organization: { id: organization.id, name: organization.name, plan: organization.plan },
      members: new Membership(options.members),
      apps: [...(options.apps ?? [])],
      teams: options.teams ?? [{ id: '3074457358607431473', name: organization.name, members: 'staff' }],
      boards: options.boards ?? [],
      grants: new Grants(clock),
      credits: new Credits(options.rateLimit ?? null, clock),
      scimToken:
        options.scimToken === undefined ? `scim_${randomBytes(18).toString('base64url')}` : options.scimToken,
      withoutOrganization: false,
      clock,
      changed: () => {
        for (const listener of listeners) listener()
      },
    }
    const faults = new MiroFaults()
    const requests: RequestRecord[] = []
    const record = (request: RequestRecord) => {
      requests.push(request)
      if (requests.length > keptRequests) requests.splice(0, keptRequests / 2)
    }
    const server = await startServer({ world, faults, pages: new PageNumbers(), record }, options.port ?? 0)
    return new LocalMiro({ world, server, faults, requests, listeners })
  }

  /** Serves both miro.com and api.miro.com. */
  get url(): string {
    return this.server.origin
  }

  async stop(): Promise<void> {
    await this.server.close()
  }

  /**
   * Opens the consent page and presses Allow (or Cancel). `as` is the member's id or address, by default the first
   * Company Admin. Returns the address that the browser is sent back to; throws when Miro shows an error instead.
   */
  async consent(
    authorizeUrl: string,
    { as = '', allow = true }: { as?: string; allow?: boolean } = {},
  ): Promise<string> {
    const page = await fetch(authorizeUrl)
    const shown = await page.text()
    if (!page.ok) throw new Error(`Miro refused: ${page.status} ${shown}`)
    const body = new URLSearchParams({ as, decision: allow ? 'allow' : 'cancel' })
    const answer = await fetch(authorizeUrl, { method: 'POST', body, redirect: 'manual' })
    const location = answer.headers.get('location')
    if (location === null) throw new Error(`Miro refused: ${answer.status} ${await answer.text()}`)
    return location
  }

  /** Sets an app up, as its developer does in Miro. */
  addApp(app: LocalApp): void {
    const { apps } = this.world
    const index = apps.findIndex(({ clientId }) => clientId === app.clientId)
    apps.splice(index < 0 ? apps.length : index, index < 0 ? 0 : 1, app)
  }

  /** The permissions ticked in an app. */
  scopesOf(clientId: string): readonly string[] {
    return this.world.apps.find(app => app.clientId === clientId)?.scopes ?? []
  }

  /** Ticks other permissions in an app. Who allowed it before goes on with those of that time, until they allow it again. */
  setScopes(clientId: string, scopes: readonly string[]): void {
    const app = this.world.apps.find(one => one.clientId === clientId)
    if (app === undefined) throw new Error(`There is no app ${clientId}`)
    this.addApp({ ...app, scopes })
    this.world.changed()
  }

  /** Tokens then belong to no organisation. */
  set withoutOrganization(value: boolean) {
    this.world.withoutOrganization = value
  }

  get withoutOrganization(): boolean {
    return this.world.withoutOrganization
  }

  /** null: SCIM is switched off. */
  get scimToken(): string | null {
    return this.world.scimToken
  }

  /** Requests whose path fits. */
  calls(path: RegExp): RequestRecord[] {
    return this.requests.filter(request => path.test(request.path))
  }

  /** Everybody as they are now, in the order of their ids. */
  get members(): readonly LocalMember[] {
    return [...this.world.members.after(null)]
  }

  /** By id or address. */
  member(who: string): LocalMember | null {
    return this.world.members.find(who) ?? this.memberByEmail(who)
  }

  memberByEmail(email: string): LocalMember | null {
    return this.world.members.withEmail(email)[0] ?? null
  }

  add(member: LocalMember): void {
    this.world.members.add(member)
    this.world.changed()
  }

  /** Gone from the organisation; by id or address, as all below. */
  remove(who: string): void {
    this.world.members.remove(this.idOf(who))
    this.world.changed()
  }

  deactivate(who: string): void {
    this.change(who, { active: false })
  }

  reactivate(who: string): void {
    this.change(who, { active: true })
  }

  setRole(who: string, role: string): void {
    this.change(who, { role })
  }

  /** A Company Admin becomes a member; apps they installed may no longer read the organisation. */
  demote(who: string): void {
    if (this.member(who)?.role !== companyAdmin) throw new Error(`${who} is not a Company Admin`)
    this.change(who, { role: 'organization_internal_user' })
  }

  setLicense(who: string, license: string): void {
    this.change(who, { license })
  }

  /** When they last used Miro, as an ISO instant; empty: never. */
  setActivity(who: string, lastActivityAt: string): void {
    this.change(who, { lastActivityAt })
  }

  setEmail(who: string, email: string): void {
    this.change(who, { email })
  }

  setPlan(plan: string): void {
    this.world.organization = { ...this.world.organization, plan }
    this.world.changed()
  }

  /** Called after every change of the organisation or its members. Returns what ends it. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Every access token ends now; refresh tokens still work. */
  expireTokens(): void {
    this.world.grants.expireAll()
  }

  /** Every token ends for good, as when the app is uninstalled. */
  revokeTokens(): void {
    this.world.grants.revokeAll()
  }

  /** Access and refresh tokens handed out and not replaced, for tests that look where they must not be. */
  get secrets(): readonly string[] {
    return this.world.grants.secrets()
  }

  private change(who: string, change: Partial<Omit<LocalMember, 'id'>>): void {
    this.world.members.change(this.idOf(who), change)
    this.world.changed()
  }

  private idOf(who: string): string {
    const member = this.member(who)
    if (member === null) throw new Error(`There is no member ${who}`)
    return member.id
  }
}
