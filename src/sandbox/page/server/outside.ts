import { roleName } from '../../../domain/account.ts'
import type { LocalMember } from '../../miro/shapes.ts'
import type { Sandbox } from '../../sandbox.ts'
import type { OutsideAct } from '../shared/act.ts'
import type { AccountShown, OutsideShown } from '../shared/screen.ts'
import type { CompanyClock } from './company-clock.ts'
import { InjectedFaults } from './faults.ts'
import { type RunTo, runsUntil } from './next-runs.ts'

const roles = [
  'organization_internal_admin',
  'organization_internal_user',
  'organization_external_user',
  'organization_team_guest_user',
]

/** What happens to the company beside the bot: people come and go, accounts change, time passes, services fail. */
export class Outside {
  private readonly sandbox: Sandbox
  private readonly clock: CompanyClock
  private readonly faults: InjectedFaults
  private readonly changed: () => void
  private readonly removed = new Map<string, LocalMember>()
  private leftAt: Date | null = null

  constructor(sandbox: Sandbox, clock: CompanyClock, changed: () => void) {
    this.sandbox = sandbox
    this.clock = clock
    this.changed = changed
    this.faults = new InjectedFaults(sandbox)
  }

  /** When somebody was first deactivated here; null before. */
  get firstLeftAt(): Date | null {
    return this.leftAt
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
      case 'runClock':
        await this.runClock(act.to)
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
      roles: roles.map(value => ({ value, name: roleName(value) })),
      faults: this.faults.shown(),
      clockAheadMs: this.clock.aheadMs,
      miroApp,
      botUrl: `http://localhost:${port}`,
    }
  }

  private async runClock(to: RunTo): Promise<void> {
    const due = runsUntil(to, this.clock.now())
    this.clock.advanceTo(due.at)
    if (due.staff) await this.sandbox.tick('staff')
    if (due.sync) await this.sandbox.tick('sync')
    await this.sandbox.tick('lookAround')
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
