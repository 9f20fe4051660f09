import { memberRole } from '../../src/domain/account.ts'
import type { Choice } from '../../src/domain/decision.ts'
import type { Entry, LeavingDeed } from '../../src/domain/leaving.ts'
import { countsApprovals, type Rule } from '../../src/domain/rule.ts'
import { expectedOf, isAsked, lastDayOf } from './company-oracle.ts'
import { type MovingCompany, unseenRole } from './moving-company.ts'

/** What people may say to the bot. People are named by their Slack id. False and null: it does not take it. */
export type Ears = {
  enter(slackUserId: string, entry: Entry, deed: LeavingDeed): Promise<boolean>
  declare(accountId: string, choice: Choice, slackUserId: string | null): Promise<boolean>
  forget(accountId: string): Promise<boolean>
  except(accountId: string, check: (typeof checks)[number], until: Date): Promise<void>
  /** The accounts approved by name, with the role each is approved for. */
  saveRule(rule: Rule, approved: readonly string[] | null): Promise<ReadonlyMap<string, string>>
  declareDomains(domains: readonly string[]): Promise<void>
  /** The id by which it is taken back. */
  join(gone: string, here: string): Promise<string | null>
  part(joinId: string): Promise<void>
  /** They work here, though the staff list no longer names them. */
  stillHere(slackUserId: string): Promise<boolean>
}

const checks = ['identified', 'removed', 'valid'] as const

const rules: readonly Rule[] = [
  { way: 'every_staff_member' },
  { way: 'by_approval' },
  { way: 'by_role', miroRoles: [memberRole], staffRoles: [{ kind: 'title', value: 'engineer' }] },
  { way: 'by_role', miroRoles: [memberRole, 'organization_internal_admin'], staffRoles: [] },
  { way: 'by_role', miroRoles: [memberRole], staffRoles: [], adminRights: ['User Admin'] },
]

/** What people of a company tell the bot, which the company holds for true once the bot has taken it. */
export class CompanySayings {
  /** How often each was taken. */
  readonly taken = {
    ...{ joined: 0, parted: 0, entered: 0, cancelled: 0, cameBack: 0, declared: 0, forgotten: 0 },
    stillHere: 0,
  }
  private readonly company: MovingCompany
  private readonly ears: Ears
  private readonly joins = new Map<string, string>()
  private said = 0
  private changed: number

  constructor(company: MovingCompany, ears: Ears) {
    this.company = company
    this.ears = ears
    this.changed = company.pick([0, 1, 2, 3])
  }

  /** Each kind of thing in its turn. In words what was said; null: nothing, or the bot did not take it. */
  async next(): Promise<string | null> {
    const turns = [
      ...[this.joinOrPart, this.enter, this.declare, this.joinOrPart, this.cancel, this.except],
      ...[this.joinOrPart, this.enter, this.declare, this.joinOrPart, this.cancel, this.forget],
      this.answer,
    ]
    const turn = turns[this.said % turns.length] ?? this.enter
    this.said += 1
    return turn.call(this)
  }

  /** Another rule, each in its turn, and now and then other domains: both concern everybody. */
  async change(): Promise<string> {
    const { company, ears } = this
    this.changed += 1
    const equalDomains = this.changed % 2 === 0 ? ['acme.com', 'acme.io'] : []
    await ears.declareDomains(equalDomains)
    company.equalDomains = equalDomains
    const rule = rules[this.changed % rules.length] ?? company.rule
    const some = [...company.accounts.values()].filter(
      ({ present, member }) => present && member.role !== unseenRole && company.chance(0.9),
    )
    const approved = countsApprovals(rule) ? some.map(({ member }) => member.id) : null
    const approvedFor = await ears.saveRule(rule, approved)
    company.rule = rule
    for (const [id, holder] of company.accounts) holder.approvedFor = approvedFor.get(id) ?? null
    return `the rule is ${JSON.stringify(rule)}, and equal are ${equalDomains.join(' and ') || 'no domains'}`
  }

  private async joinOrPart(): Promise<string | null> {
    const { company, ears, joins, taken } = this
    const [standing] = company.chance(0.3) ? joins : []
    if (standing !== undefined) {
      const [again, joinId] = standing
      await ears.part(joinId)
      joins.delete(again)
      company.joined.delete(again)
      taken.parted += 1
      return `${again} is a person of their own again`
    }
    // Nobody but Slack says anything of either.
    const alone = company.staff(
      ({ settled, listed, entered }, id) =>
        !(settled || company.isJoined(id) || company.list.has(id) || listed !== null || entered !== null) &&
        company.seen.has(id),
    )
    const inSlack = (id: string) => !company.employee(id).user.deactivated
    const [away, active] = [alone.filter(id => !inSlack(id)), alone.filter(inSlack)]
    if (away.length === 0 || active.length === 0) return null
    const [gone, here] = [company.pick(away), company.pick(active)]
    const joinId = await ears.join(gone, here)
    if (joinId === null) return null
    joins.set(gone, joinId)
    company.joined.set(gone, here)
    taken.joined += 1
    return `${gone} is the same as ${here}`
  }

  private async enter(): Promise<string | null> {
    const { company } = this
    const known = company.staff(({ settled }, one) => !settled && company.seen.has(one))
    const early = known.filter(one => company.beginsLater(one))
    const some = company.pick([company.answering(known), early, known, known])
    const id = company.pick(some.length > 0 ? some : known)
    const employee = company.employee(id)
    const lastDay = company.pick([-2, -1, 0, 1, 3].map(days => company.date(days)))
    const entry = {
      type: company.pick(['employee', 'contractor'] as const),
      lastDay,
      onLeave: company.chance(0.2),
    }
    const deed = early.includes(id) && company.chance(0.5) ? 'begun' : 'entered'
    // Who enters what is known already only confirms it.
    if (lastDay === lastDayOf(employee) || !(await this.ears.enter(id, entry, deed))) return null
    const began = deed === 'begun' || employee.entered?.began === true
    employee.entered = { lastDay, notTheirs: null, began }
    this.taken.entered += 1
    return `${id} leaves on ${lastDay}, as somebody enters`
  }

  private async cancel(): Promise<string | null> {
    const { company, taken } = this
    const leaving = company.staff(({ entered, listed }) => {
      const dropped = (listed?.missed ?? 0) > 1
      return dropped || lastDayOf({ entered, listed }) !== null
    })
    if (leaving.length === 0) return null
    const id = company.pick(leaving)
    const employee = company.employee(id)
    const deed = company.pick(['entered', 'came_back'] as const)
    const entry = { type: 'employee', lastDay: null, onLeave: company.chance(0.2) } as const
    if (!(await this.ears.enter(id, entry, deed))) return null
    const began = deed === 'came_back' || employee.entered?.began === true
    employee.entered = { lastDay: null, notTheirs: employee.listed?.lastDay ?? null, began }
    // A list that no longer names somebody who is back says nothing of them.
    if (deed === 'came_back' && (employee.listed?.missed ?? 0) > 1) employee.listed = null
    taken[deed === 'came_back' ? 'cameBack' : 'cancelled'] += 1
    return `${id} does not leave, or is back: ${deed}`
  }

  /** One whom the list no longer names and Slack shows as active is still here. */
  private async answer(): Promise<string | null> {
    const { company, ears, taken } = this
    const { people, now } = company.truth()
    const asked = new Set(people.filter(person => isAsked(person, now)).map(({ id }) => id))
    const [id] = company.staff((_, one) => asked.has(one))
    if (id === undefined || !(await ears.stillHere(id))) return null
    const employee = company.employee(id)
    if (employee.listed !== null) employee.listed = { ...employee.listed, stillHere: true }
    taken.stillHere += 1
    return `${id} is still here`
  }

  private async declare(): Promise<string | null> {
    const { company } = this
    const id = company.pick([...company.accounts].filter(([, { moved }]) => !moved).map(([one]) => one))
    const holder = company.holder(id)
    const person = company.pick(company.staff(({ settled }) => !settled))
    const [reason, reviewOn] = ['It sends the weekly report', company.date(90)]
    const choice = company.pick<Choice>([
      ...[{ as: 'external' as const, reason: null }, { as: 'unidentified' as const }],
      ...[
        { as: 'service' as const, reason, reviewOn },
        { as: 'shared' as const, reason, reviewOn },
      ],
      ...(holder.owner === null ? [{ as: 'staff' as const }] : []),
    ])
    const who = choice.as === 'unidentified' ? null : person
    if (!(await this.ears.declare(id, choice, who))) return null
    holder.said = { class: choice.as === 'new_staff' ? 'staff' : choice.as, person: who }
    // Forgotten later, its address has to say whose it is.
    holder.settled = true
    this.taken.declared += 1
    return `account ${id} is ${choice.as} of ${who}`
  }

  private async forget(): Promise<string | null> {
    const { company } = this
    const decided = [...company.accounts].filter(([, { said }]) => said !== null)
    if (decided.length === 0) return null
    const [id, holder] = company.pick(decided)
    if (!(await this.ears.forget(id))) return null
    holder.said = null
    this.taken.forgotten += 1
    return `what was said of account ${id} is forgotten`
  }

  /** Mostly from a check that fails: an exception from another one must not let it through. */
  private async except(): Promise<string> {
    const { company } = this
    const failing = [...expectedOf(company.truth())].flatMap(([id, { says }]) =>
      checks.filter(check => says[check].verdict === 'fail').map(check => [id, check] as const),
    )
    const wanted = company.pick(checks)
    const [id, fails] = company.pick(failing.filter(([, check]) => check === wanted))
    const check = company.chance(0.7) ? fails : company.pick(checks)
    const until = new Date(`${company.date(company.pick([1, 4, 40]))}T10:00:00Z`)
    await this.ears.except(id, check, until)
    company.holder(id).excepted.set(check, until)
    return `account ${id} is excepted from ${check} until ${until.toISOString()}`
  }
}
