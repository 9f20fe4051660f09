import { type MiroMember, memberRole } from '../../src/domain/account.ts'
import type { CheckId } from '../../src/domain/check.ts'
import type { Rule } from '../../src/domain/rule.ts'
import type { DirectoryUser } from '../../src/domain/staff.ts'
import type { StaffRecord } from '../../src/domain/staff-list.ts'
import { beginsLater, dateIn, type TrueAccount, type TruePerson, type Truth } from './company-oracle.ts'

export type Employee = {
  user: DirectoryUser
  /** Addresses they had in Slack before, the first one first. */
  readonly former: string[]
  /** Another address, which only the staff list tells. */
  readonly alias: string | null
  /** Their addresses stay as they are, and nobody takes them for another. */
  readonly settled: boolean
  /** What the bot was told of them by the staff list, and by a person. */
  listed: TruePerson['listed']
  entered: TruePerson['entered']
}

export type Holder = {
  member: MiroMember
  present: boolean
  readonly owner: string | null
  readonly firstAddress: string | null
  /** Its address stays as it is. */
  settled: boolean
  /** It had another address once. */
  moved: boolean
  said: TrueAccount['said']
  readonly excepted: Map<CheckId, Date>
  approvedFor: string | null
}

export type Moved = {
  /** In words, for a failing run. */
  readonly what: string
  /** Whom Slack sends an event about; null: it was not in Slack. */
  readonly about: string | null
}

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const roles = [memberRole, memberRole, 'organization_internal_admin', 'organization_external_user']
/** What accounts may administer beside their role. */
const rights = [[], [], ['User Admin'], ['Content Admin', 'User Admin']]
/** A role that Miro does not tell of. */
export const unseenRole = 'organization_visitor'

/** Named in the staff list, with nothing said. */
const listed = { startDay: null, lastDay: null, title: null, type: null }

const timeZones = ['UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Asia/Tokyo']
const titles = ['Engineer', 'Engineer', 'Engineer', ' engineer', 'Designer', null]
const day = 24 * 3_600_000

/**
 * A company as Slack, Miro and whoever keeps the staff list know it, to which things happen: the truth that the bot's
 * tables are compared with. Nobody's address is changed before the bot has seen it: what was never seen nobody can
 * match by.
 */
export class MovingCompany {
  readonly people = new Map<string, Employee>()
  readonly accounts = new Map<string, Holder>()
  /** The staff list names a part of the people. */
  readonly list = new Map<string, Pick<StaffRecord, 'startDay' | 'lastDay' | 'title' | 'type'>>()
  /** Slack ids of people the bot has read once. */
  readonly seen = new Set<string>()
  /** Who somebody said is one: the user of Slack who left → the one who is here. */
  readonly joined = new Map<string, string>()
  rule: Rule = { way: 'by_role', miroRoles: [memberRole], staffRoles: [] }
  equalDomains: readonly string[] = []
  private readonly random: () => number
  private readonly now: () => Date
  private readonly firstAccounts: readonly string[]
  private made = 0

  constructor(size: { people: number; accounts: number }, random: () => number, now: () => Date) {
    this.random = random
    this.now = now
    for (let index = 0; index < size.people; index += 1) {
      const id = this.employ({ kind: index % 50 === 7 ? 'guest' : 'member' }, index % 60 === 10)
      // Somebody left before the bot came, and some never had an account.
      if (index % 40 === 3) this.change(id, { deactivated: true })
      if (index % 20 !== 5) this.open(id)
      // Some of the staff list only begin in weeks.
      const startDay = index % 50 === 0 ? this.date(18) : null
      if (index % 5 === 0) this.list.set(id, { ...listed, startDay })
      // Some have another account, with an address of which Slack does not tell.
      const { alias, user } = this.employee(id)
      if (alias !== null) this.open(id, { address: alias })
      if (index % 40 === 1) this.open(id, { address: user.address?.replace('.com', '.io') ?? null })
    }
    for (let some = 0; some < size.people / 200; some += 1) this.openSpecial(some % 2 === 0)
    while (this.accounts.size < size.accounts) this.open(null)
    this.firstAccounts = [...this.accounts.keys()]
  }

  move(): Moved {
    const inSlack = [this.hire, this.leave, this.leave, this.rehire, this.moveInSlack]
    const inMiro = [this.moveInMiro, this.turn, this.end]
    const kinds = [...inSlack, ...inMiro, this.keepList, this.keepList]
    return (kinds[Math.floor(this.random() * kinds.length)] ?? this.hire).call(this)
  }

  pick<T>(among: readonly T[]): T {
    const one = among[Math.floor(this.random() * among.length)]
    if (one === undefined) throw new Error('there is nothing to choose from')
    return one
  }

  chance(share: number): boolean {
    return this.random() < share
  }

  /** A date so many days from today. */
  date(days: number): string {
    return dateIn('UTC', new Date(this.now().getTime() + days * day))
  }

  /** All that the bot was told, or could have read, with nothing of how it came about. */
  truth(): Truth {
    const parts = new Map([...this.joined].map(([gone, here]) => [here, gone]))
    const people = [...this.people].flatMap(
      ([id, { user, former, alias, listed, entered }]): TruePerson[] => {
        if (this.joined.has(id)) return []
        const part = this.people.get(parts.get(id) ?? '')
        const addresses = [
          user.address,
          alias,
          ...former,
          ...(part?.former ?? []),
          part?.user.address ?? null,
        ]
        return [
          {
            ...{ id, staff: user.kind === 'member', timeZone: user.timeZone ?? 'UTC', title: user.title },
            ...{ addresses: addresses.filter(address => address !== null), listed, entered },
            goneInSlack: user.deactivated,
          },
        ]
      },
    )
    const accounts = [...this.accounts.values()].map(
      ({ member, firstAddress, present, said, excepted, approvedFor }): TrueAccount => ({
        ...{
          id: member.id,
          firstAddress,
          address: member.address,
          role: member.role,
          adminRoles: member.adminRoles,
          active: member.active,
          present,
        },
        said: said && { ...said, person: this.joined.get(said.person ?? '') ?? said.person },
        ...{ excepted, approvedFor },
      }),
    )
    return { now: this.now(), rule: this.rule, equalDomains: this.equalDomains, people, accounts }
  }

  /** The rows of the staff list. It names people by the addresses they were hired with. */
  rows(): StaffRecord[] {
    return [...this.list].map(([id, { startDay, lastDay, title, type }], index) => {
      const { former, user, alias } = this.employee(id)
      return {
        ...{ line: index + 2, setAside: false, name: null, title, department: null, manager: null },
        addresses: [former[0] ?? user.address, alias].filter(address => address !== null),
        ...{ type, startDay, lastDay, timeZone: null, employeeId: null, gone: false },
      }
    })
  }

  /** The bot has read the staff list. */
  listRead(): void {
    for (const [id, employee] of this.people) {
      const row = this.list.get(id)
      if (row !== undefined) employee.listed = { ...row, missed: 0, stillHere: false }
      else if (employee.listed !== null)
        employee.listed = { ...employee.listed, missed: employee.listed.missed + 1 }
    }
  }

  /** Members in Slack who are nobody else. */
  staff(which: (employee: Employee, id: string) => boolean): string[] {
    return [...this.people]
      .filter(([id, one]) => one.user.kind === 'member' && !this.joined.has(id) && which(one, id))
      .map(([id]) => id)
  }

  /** Those of these people who own or sponsor an account, or all where none does. */
  answering(people: readonly string[]): readonly string[] {
    const answer = new Set([...this.accounts.values()].map(({ said }) => said?.person))
    const some = people.filter(id => answer.has(id))
    return some.length > 0 ? some : people
  }

  employee(id: string): Employee {
    const found = this.people.get(id)
    if (found === undefined) throw new Error(`there is no ${id}`)
    return found
  }

  holder(id: string): Holder {
    const found = this.accounts.get(id)
    if (found === undefined) throw new Error(`there is no account ${id}`)
    return found
  }

  private hire(): Moved {
    const id = this.employ()
    if (this.chance(0.7)) this.open(id)
    if (this.chance(0.3)) this.list.set(id, listed)
    return { what: `${id} is hired`, about: id }
  }

  private leave(): Moved {
    const here = this.staff(({ user }) => !user.deactivated)
    const id = this.pick(this.chance(0.3) ? this.answering(here) : here)
    this.change(id, { deactivated: true })
    const own = [...this.accounts.values()].find(({ owner }) => owner === id)
    if (own !== undefined && this.chance(0.3)) own.member = { ...own.member, active: false }
    return { what: `${id} leaves`, about: id }
  }

  private rehire(): Moved {
    // Of two users of Slack of one person only one comes back: who has both speaks with the one that never went.
    const id = this.pick(this.staff(({ user }) => user.deactivated))
    this.change(id, { deactivated: false })
    return { what: `${id} comes back`, about: id }
  }

  private moveInSlack(): Moved {
    const id = this.pick(this.staff(({ settled }, one) => !settled && this.seen.has(one)))
    const { user, former } = this.employee(id)
    if (user.address !== null) former.push(user.address)
    this.change(id, { address: this.fresh(), title: this.pick(titles) })
    return { what: `${id} has another address and title`, about: id }
  }

  private moveInMiro(): Moved {
    const holder = this.holder(this.pick(this.firstAccounts))
    const owner = holder.owner === null ? null : this.employee(holder.owner).user
    if (owner?.kind === 'member' && !holder.settled) {
      const others = this.staff(({ settled }, id) => !settled && this.seen.has(id))
      const address = this.pick([
        ...[owner.address, owner.address, owner.address, this.fresh(), this.fresh(), null],
        // Somebody else's: then nobody can say whose it is.
        this.employee(this.pick(others)).user.address,
      ])
      holder.member = { ...holder.member, email: address, address }
      holder.moved = true
    }
    return { what: `account ${holder.member.id} has another address`, about: null }
  }

  private turn(): Moved {
    const holder = this.holder(this.pick([...this.accounts.keys()]))
    if (this.chance(0.4)) holder.member = { ...holder.member, role: this.pick(roles) }
    else if (this.chance(0.3)) holder.member = { ...holder.member, adminRoles: this.pick(rights) }
    else holder.member = { ...holder.member, active: this.chance(0.1) ? null : holder.member.active !== true }
    return { what: `account ${holder.member.id} has another role or state`, about: null }
  }

  private end(): Moved {
    const holder = this.holder(this.pick([...this.accounts.keys()]))
    holder.present = !holder.present
    return { what: `account ${holder.member.id} goes or comes back`, about: null }
  }

  /** Whoever keeps the staff list names somebody, drops them, or writes, moves or deletes a last day. */
  private keepList(): Moved {
    if (this.chance(0.3)) {
      const one = this.pick(
        this.staff(({ settled }, id) => !settled && !this.list.has(id) && !this.isJoined(id)),
      )
      this.list.set(one, listed)
      return { what: `the staff list names ${one}`, about: null }
    }
    const id = this.pick([...this.list.keys()].filter(one => this.seen.has(one)))
    if (this.chance(0.3)) this.list.delete(id)
    else {
      const lastDay = this.pick([this.date(-3), this.date(0), this.date(1), this.date(4), null])
      const type = this.pick(['employee', 'contractor', null] as const)
      const startDay = this.chance(0.2) ? this.date(3) : null
      this.list.set(id, { startDay, lastDay, title: this.pick(titles), type })
    }
    return { what: `the staff list says of ${id}: ${this.list.get(id)?.lastDay ?? 'nothing'}`, about: null }
  }

  beginsLater(id: string): boolean {
    const { listed, entered, user } = this.employee(id)
    return beginsLater({ listed, entered, timeZone: user.timeZone ?? 'UTC' }, this.now())
  }

  /** Whether somebody is one with somebody. */
  isJoined(id: string): boolean {
    return this.joined.has(id) || [...this.joined.values()].includes(id)
  }

  private change(id: string, some: Partial<DirectoryUser>): void {
    const found = this.employee(id)
    found.user = { ...found.user, ...some }
  }

  private employ(some: Partial<DirectoryUser> = {}, hasAlias = false): string {
    const slackUserId = `U${this.number()}`
    const user: DirectoryUser = {
      ...{ slackUserId, name: `Person ${slackUserId}`, kind: 'member', address: this.fresh() },
      ...{ title: this.pick(titles), timeZone: this.pick(timeZones), isAdmin: false, deactivated: false },
      ...some,
    }
    const alias = hasAlias ? this.fresh() : null
    const settled = some.address !== undefined
    this.people.set(slackUserId, { user, former: [], alias, settled, listed: null, entered: null })
    return slackUserId
  }

  private open(owner: string | null, some: Partial<MiroMember> = {}): void {
    const id = `30744573${this.number()}`
    const address = (owner === null ? null : this.employee(owner).user.address) ?? this.fresh()
    const member: MiroMember = {
      ...{ id, email: address, address, role: this.pick(roles), license: 'full' },
      ...{ active: true, lastActivityAt: null, licenseAssignedAt: null, adminRoles: this.pick(rights) },
      ...(some.address === undefined ? {} : { email: some.address }),
      ...some,
    }
    this.accounts.set(id, {
      ...{ member, present: true, owner, firstAddress: member.address, settled: some.address !== undefined },
      ...{ moved: false, said: null, excepted: new Map(), approvedFor: null },
    })
  }

  /** Accounts that nobody can judge, or of which nobody can say whose they are. */
  private openSpecial(bothLeft: boolean): void {
    const task = `support@team${this.number()}.acme.com`
    this.open(this.employ({ address: task }), { address: task })
    // An address that somebody had who left, and that somebody else was given, who may have left too.
    const address = this.fresh()
    this.employ({ address, deactivated: true })
    this.open(this.employ({ address, deactivated: bothLeft }), { address })
    this.open(null, { address: null })
    this.open(null, { active: null })
    this.open(null, { role: unseenRole })
    this.open([...this.people.keys()][0] ?? null, { role: unseenRole })
  }

  private fresh = (): string => `a${this.number()}@acme.com`

  /** Of equal length, so that texts sort as numbers do. */
  private number(): string {
    this.made += 1
    return String(1_000_000 + this.made)
  }
}
