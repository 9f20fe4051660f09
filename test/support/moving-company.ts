import type { Account, MiroMember } from '../../src/domain/account.ts'
import { memberRole } from '../../src/domain/account.ts'
import type { DirectoryUser, Person, PersonAddress } from '../../src/domain/staff.ts'

type Employee = { user: DirectoryUser; former: string[] }
type Holder = { member: MiroMember; present: boolean; owner: string | null; firstAddress: string }

export type Moved = {
  /** In words, for a failing run. */
  readonly what: string
  /** Whom Slack sends an event about; null: it was in Miro alone. */
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

/**
 * A company as Slack and Miro know it, to which things happen: the truth that the bot's tables are compared with.
 * Nobody's address is changed before the bot has seen it: what was never seen nobody can match by.
 */
export class MovingCompany {
  readonly people = new Map<string, Employee>()
  readonly accounts = new Map<string, Holder>()
  /** Slack ids of people the bot has read once. */
  readonly seen = new Set<string>()
  /** Who somebody said is one: the user of Slack who left → the one who is here. */
  readonly joined = new Map<string, string>()
  private readonly random: () => number
  private readonly firstAccounts: readonly string[]
  private made = 0

  constructor(size: { people: number; accounts: number }, random: () => number) {
    this.random = random
    for (let index = 0; index < size.people; index += 1) {
      const id = this.employ(index % 50 === 7 ? 'guest' : 'member')
      // Somebody left before the bot came, and some never had an account.
      if (index % 40 === 3) this.change(id, { deactivated: true })
      if (index % 20 !== 5) this.open(id)
    }
    while (this.accounts.size < size.accounts) this.open(null)
    this.firstAccounts = [...this.accounts.keys()]
  }

  move(): Moved {
    const kinds = [
      this.hire,
      this.leave,
      this.leave,
      this.rehire,
      this.moveInSlack,
      this.moveInMiro,
      this.turn,
      this.end,
    ]
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

  /** What the domain may know of it, with nothing of how it came about: an account is as it was first called. */
  facts() {
    const addresses = new Map<string, PersonAddress[]>()
    const carry = (personId: string, address: string | null, kind: 'primary' | 'former') => {
      if (address !== null)
        addresses.set(address, [...(addresses.get(address) ?? []), { personId, address, kind }])
    }
    for (const [id, { user, former }] of this.people) {
      const one = this.joined.get(id)
      carry(one ?? id, user.address, one === undefined ? 'primary' : 'former')
      for (const address of former) carry(one ?? id, address, 'former')
    }
    const people = new Map(
      [...this.people].flatMap(([id, { user }]) =>
        this.joined.has(id) ? [] : [[id, personOf(id, user)] as const],
      ),
    )
    const accountsInBatch = [...this.accounts.values()].filter(({ present }) => present).map(accountOf)
    return { people, addresses, accountsInBatch }
  }

  /** Somebody who left and somebody who is here, of whom neither is one with anybody. */
  twoToJoin(): readonly [gone: string, here: string] {
    const alone = this.staff().filter(
      id => this.seen.has(id) && !this.joined.has(id) && ![...this.joined.values()].includes(id),
    )
    const gone = this.pick(alone.filter(id => this.user(id).deactivated))
    return [gone, this.pick(alone.filter(id => !this.user(id).deactivated))]
  }

  private hire(): Moved {
    const id = this.employ('member')
    if (this.chance(0.7)) this.open(id)
    return { what: `${id} is hired`, about: id }
  }

  private leave(): Moved {
    const id = this.pick(this.staff().filter(one => !this.user(one).deactivated))
    this.change(id, { deactivated: true })
    const own = [...this.accounts.values()].find(({ owner }) => owner === id)
    if (own !== undefined && this.chance(0.3)) own.member = { ...own.member, active: false }
    return { what: `${id} leaves`, about: id }
  }

  private rehire(): Moved {
    // Of two users of Slack of one person only one comes back: who has both speaks with the one that never went.
    const id = this.pick(this.staff().filter(one => this.user(one).deactivated && !this.joined.has(one)))
    this.change(id, { deactivated: false })
    return { what: `${id} comes back`, about: id }
  }

  private moveInSlack(): Moved {
    const id = this.pick(this.staff().filter(one => this.seen.has(one)))
    const before = this.user(id).address
    this.change(id, { address: this.fresh() })
    if (before !== null) this.people.get(id)?.former.push(before)
    return { what: `${id} has another address`, about: id }
  }

  private moveInMiro(): Moved {
    const holder = this.holder(this.pick(this.firstAccounts))
    const owner = holder.owner === null ? null : this.user(holder.owner)
    if (owner?.kind === 'member') {
      const address = this.chance(0.5) ? owner.address : this.fresh()
      holder.member = { ...holder.member, email: address, address }
    }
    return { what: `account ${holder.member.id} has another address`, about: null }
  }

  private turn(): Moved {
    const holder = this.holder(this.pick([...this.accounts.keys()]))
    if (this.chance(0.5)) holder.member = { ...holder.member, role: this.pick(roles) }
    else holder.member = { ...holder.member, active: !holder.member.active }
    return { what: `account ${holder.member.id} has another role or state`, about: null }
  }

  private end(): Moved {
    const holder = this.holder(this.pick([...this.accounts.keys()]))
    holder.present = !holder.present
    return { what: `account ${holder.member.id} goes or comes back`, about: null }
  }

  private staff(): string[] {
    return [...this.people.keys()].filter(id => this.user(id).kind === 'member')
  }

  private user(id: string): DirectoryUser {
    const found = this.people.get(id)
    if (found === undefined) throw new Error(`there is no ${id}`)
    return found.user
  }

  private holder(id: string): Holder {
    const found = this.accounts.get(id)
    if (found === undefined) throw new Error(`there is no account ${id}`)
    return found
  }

  private change(id: string, some: Partial<DirectoryUser>): void {
    const found = this.people.get(id)
    if (found !== undefined) found.user = { ...found.user, ...some }
  }

  private employ(kind: 'member' | 'guest'): string {
    const slackUserId = `U${this.number()}`
    const user: DirectoryUser = {
      ...{ slackUserId, name: `Person ${slackUserId}`, kind, address: this.fresh(), title: null },
      ...{ timeZone: 'UTC', isAdmin: false, deactivated: false },
    }
    this.people.set(slackUserId, { user, former: [] })
    return slackUserId
  }

  private open(owner: string | null): void {
    const id = `30744573${this.number()}`
    const firstAddress = (owner === null ? null : this.user(owner).address) ?? this.fresh()
    const member: MiroMember = {
      ...{ id, email: firstAddress, address: firstAddress, role: this.pick(roles), license: 'full' },
      ...{ active: true, lastActivityAt: null, licenseAssignedAt: null, adminRoles: [] },
    }
    this.accounts.set(id, { member, present: true, owner, firstAddress })
  }

  private fresh = (): string => `a${this.number()}@acme.com`

  /** Of equal length, so that texts sort as numbers do. */
  private number(): string {
    this.made += 1
    return String(1_000_000 + this.made)
  }
}

const personOf = (id: string, user: DirectoryUser): Person => ({
  ...{
    id,
    name: user.name,
    kind: user.kind,
    type: 'employee',
    slackUserId: id,
    title: null,
    department: null,
  },
  ...{
    groups: [],
    startAt: null,
    endAt: null,
    deactivated: user.deactivated,
    leftKnownAt: null,
    onLeave: false,
  },
})

const accountOf = ({ member, firstAddress }: Holder): Account => ({
  ...{
    id: member.id,
    email: firstAddress,
    address: firstAddress,
    role: member.role,
    license: member.license,
  },
  ...{ active: member.active, lastActivityAt: null, missingSince: null, removedAt: null, cameBackAt: null },
})
