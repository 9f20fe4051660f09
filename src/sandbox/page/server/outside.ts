import { roleName } from '../../../domain/account.ts'
import { scheduleInWords } from '../../../slack/workspace/settings/choices.ts'
import { type NamedScope, namedScopes } from '../../miro/scopes.ts'
import type { LocalMember } from '../../miro/shapes.ts'
import type { Sandbox } from '../../sandbox.ts'
import { newcomers } from '../../seeds/newcomers.ts'
import type { OutsideAct } from '../shared/act.ts'
import type { AccountShown, OutsideShown } from '../shared/screen.ts'
import type { BotState } from './bot-state.ts'
import type { CompanyClock } from './company-clock.ts'
import { InjectedFaults } from './faults.ts'
import { type Chosen, looksUntil, type RunTo, startedWith, stopsOfMonth } from './next-runs.ts'

const roles = [
  'organization_internal_admin',
  'organization_internal_user',
  'organization_external_user',
  'organization_team_guest_user',
]

/** Where a service fails, the bot tries for long: then the clock goes on before it is done. In milliseconds. */
const longestLook = 5_000
const longestRun = 60_000

/** What happens to the company beside the bot: people come and go, accounts change, time passes, services fail. */
export class Outside {
  private readonly sandbox: Sandbox
  private readonly clock: CompanyClock
  private readonly faults: InjectedFaults
  private readonly changed: () => void
  private readonly removed = new Map<string, LocalMember>()
  private leftAt: Date | null = null
  private hasGrown = false
  private chosen: Chosen = startedWith
  private readonly bot: BotState

  constructor(sandbox: Sandbox, bot: BotState, clock: CompanyClock, changed: () => void) {
    this.bot = bot
    this.sandbox = sandbox
    this.clock = clock
    this.changed = changed
    this.faults = new InjectedFaults(sandbox)
  }

  /** When somebody was first deactivated here; null before. */
  get firstLeftAt(): Date | null {
    return this.leftAt
  }

  /** Asks how often the accounts are read. True when that is another schedule than before. */
  async refresh(): Promise<boolean> {
    const before = JSON.stringify(this.chosen)
    this.chosen = await this.bot.chosen()
    return JSON.stringify(this.chosen) !== before
  }

  async act(act: OutsideAct): Promise<void> {
    const { slack, miro } = this.sandbox
    switch (act.do) {
      case 'deactivatePerson':
        this.leftAt ??= this.clock.now()
        await slack.deactivateUser(act.user)
        break
      case 'reactivatePerson':
        await slack.reactivateUser(act.user)
        break
      case 'putIntoGroup':
      case 'takeOutOfGroup':
        await slack.putIntoGroup(act.group, act.user, act.do === 'putIntoGroup')
        break
      case 'deactivateAccount':
        miro.deactivate(act.account)
        break
      case 'reactivateAccount':
        this.bringBack(act.account)
        break
      case 'removeAccount':
        this.remove(act.account)
        break
      case 'setRole':
        miro.setRole(act.account, act.role)
        break
      case 'grow':
        await this.grow()
        break
      case 'setPermission':
        this.setPermission(act.scope, act.isTicked)
        break
      case 'runClock':
        if (act.to === 'month') await this.runMonth()
        else await this.runClock(act.to)
        break
      case 'inject':
        this.faults.inject(act.fault)
        break
      case 'clear':
        this.faults.clear(act.fault)
        break
    }
    this.changed()
  }

  shown(): OutsideShown {
    const { slack, miro, miroApp, port, seed } = this.sandbox
    const present = miro.members.map(member => account(member, member.active ? 'active' : 'deactivated'))
    const gone = [...this.removed.values()].map(member => account(member, 'removed'))
    return {
      organization: seed.organization.name,
      groups: slack.userGroups.map(({ id, handle, users }) => ({ id, handle, users: [...users] })),
      accounts: [...present, ...gone],
      hasGrown: this.hasGrown,
      roles: roles.map(value => ({ value, name: roleName(value) })),
      faults: this.faults.shown(),
      readsAccounts:
        this.chosen.schedule === null ? 'on each half hour' : scheduleInWords(this.chosen.schedule),
      clockAheadMs: this.clock.aheadMs,
      miroApp: {
        ...miroApp,
        scimToken: miro.scimToken,
        permissions: namedScopes.map(scope => ({
          scope,
          isTicked: miro.scopesOf(miroApp.clientId).includes(scope),
        })),
      },
      botUrl: `http://localhost:${port}`,
    }
  }

  private async runClock(to: Exclude<RunTo, 'month'>): Promise<void> {
    await this.refresh()
    const until = performance.now() + longestRun
    for (const look of looksUntil(to, this.clock.now(), this.chosen)) {
      // What the look before asked for is done at its time, and not at the next one's.
      await this.bot.atRest(Math.min(longestLook, until - performance.now()))
      this.clock.advanceTo(look.at)
      if (look.staff) await this.sandbox.tick('staff')
      // A schedule chosen in Slack is followed by looking around.
      if (look.sync) await this.sandbox.tick('sync')
      await this.sandbox.tick('lookAround')
      this.changed()
    }
  }

  /** More people join Slack, and have accounts in Miro. */
  private async grow(): Promise<void> {
    if (this.hasGrown) return
    this.hasGrown = true
    const { slack, miro, seed } = this.sandbox
    const { users, members } = newcomers(`${seed.team.domain}.example`)
    for (const member of members) miro.add(member)
    for (const user of users) await slack.addUser(user)
  }

  private async runMonth(): Promise<void> {
    const until = performance.now() + longestRun
    for (const stop of stopsOfMonth(this.clock.now())) {
      await this.bot.atRest(Math.min(longestLook, until - performance.now()))
      this.clock.advanceTo(stop)
      // Whatever the schedule is, nothing may look forgotten.
      await this.sandbox.tick('all')
      this.changed()
    }
  }

  private setPermission(scope: NamedScope, isTicked: boolean): void {
    const { miro, miroApp } = this.sandbox
    const others = miro.scopesOf(miroApp.clientId).filter(one => one !== scope)
    miro.setScopes(miroApp.clientId, isTicked ? [...others, scope] : others)
  }

  private remove(id: string): void {
    const member = this.sandbox.miro.member(id)
    if (member === null) throw new Error('This account is gone already.')
    this.sandbox.miro.remove(id)
    this.removed.set(id, member)
  }

  private bringBack(id: string): void {
    const member = this.removed.get(id)
    if (member === undefined) this.sandbox.miro.reactivate(id)
    else this.sandbox.miro.add({ ...member, active: true })
    this.removed.delete(id)
  }
}

const account = (member: LocalMember, state: AccountShown['state']): AccountShown => ({
  id: member.id,
  email: member.email,
  name: member.name,
  role: member.role,
  state,
})
