import { Credits } from './credits.ts'
import { MiroFaults } from './faults.ts'
import { Grants } from './grants.ts'
import { Membership } from './membership.ts'
import { PageNumbers } from './page-numbers.ts'
import { answer, type MiroServer, startServer } from './server.ts'
import type { LocalMember, LocalMiroOptions, RequestRecord } from './shapes.ts'
import type { World } from './world.ts'

/** Older requests are forgotten: a large organisation is read in thousands. */
const keptRequests = 20_000

/** One Miro organisation on this machine, with its consent page, REST API and SCIM. */
export class LocalMiro {
  /** What goes wrong on purpose. */
  readonly faults: MiroFaults
  /** What was asked, oldest first. */
  readonly requests: RequestRecord[]
  private readonly world: World
  private readonly server: MiroServer

  private constructor(world: World, server: MiroServer, faults: MiroFaults, requests: RequestRecord[]) {
    this.world = world
    this.server = server
    this.faults = faults
    this.requests = requests
  }

  static async start(options: LocalMiroOptions): Promise<LocalMiro> {
    const clock = options.clock ?? (() => new Date())
    const { organization } = options
    const world: World = {
      organization: { id: organization.id, name: organization.name, plan: organization.plan },
      members: new Membership(options.members),
      apps: options.apps,
      teams: options.teams ?? [{ id: '3074457358607431473', name: organization.name, members: [] }],
      boards: options.boards ?? [],
      grants: new Grants(clock),
      credits: new Credits(options.rateLimit ?? null, clock),
      scimToken: options.scimToken ?? null,
      clock,
    }
    const faults = new MiroFaults()
    const requests: RequestRecord[] = []
    const record = (request: RequestRecord) => {
      requests.push(request)
      if (requests.length > keptRequests) requests.splice(0, keptRequests / 2)
    }
    const server = await startServer({ world, faults, pages: new PageNumbers(), record }, options.port ?? 0)
    return new LocalMiro(world, server, faults, requests)
  }

  /** Serves both miro.com and api.miro.com. */
  get url(): string {
    return this.server.origin
  }

  async stop(): Promise<void> {
    await this.server.close()
  }

  /**
   * Presses Allow (or Cancel) on the consent page. `as` is the member's id or address, by default the first
   * Company Admin. Returns the address that the browser is sent back to.
   */
  async consent(
    authorizeUrl: string,
    { as = '', allow = true }: { as?: string; allow?: boolean } = {},
  ): Promise<string> {
    const url = new URL(authorizeUrl)
    const { status, headers, body } = answer(this.world, {
      method: 'POST',
      path: url.pathname,
      query: url.searchParams,
      token: null,
      body: new URLSearchParams({ as, decision: allow ? 'allow' : 'cancel' }).toString(),
      isForm: true,
    })
    const location = headers?.['location']
    if (location === undefined) throw new Error(`Miro refused: ${status} ${JSON.stringify(body)}`)
    return location
  }

  /** Requests whose path fits. */
  calls(path: RegExp): RequestRecord[] {
    return this.requests.filter(request => path.test(request.path))
  }

  member(id: string): LocalMember | null {
    return this.world.members.find(id)
  }

  add(member: LocalMember): void {
    this.world.members.add(member)
  }

  remove(id: string): void {
    this.world.members.remove(id)
  }

  deactivate(id: string): void {
    this.world.members.change(id, { active: false })
  }

  reactivate(id: string): void {
    this.world.members.change(id, { active: true })
  }

  setRole(id: string, role: string): void {
    this.world.members.change(id, { role })
  }

  setEmail(id: string, email: string): void {
    this.world.members.change(id, { email })
  }

  setPlan(plan: string): void {
    this.world.organization = { ...this.world.organization, plan }
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
}
