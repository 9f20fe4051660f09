import { roleName } from '../../domain/account.ts'
import type { LocalMember } from '../miro/shapes.ts'
import type { Sandbox } from '../sandbox.ts'
import { findAccount, findPerson, findRole } from './company.ts'
import { Unclear } from './unclear.ts'

/** What happens to the company beside the bot: people come and go, accounts change, Miro fails. Each says what it did. */
export class Outside {
  private readonly sandbox: Sandbox
  private removed: LocalMember[] = []
  private broken = false

  constructor(sandbox: Sandbox) {
    this.sandbox = sandbox
  }

  async leave(typed: string): Promise<string> {
    const user = findPerson(this.sandbox, typed)
    if (user.deleted === true) throw new Unclear(`${user.realName} has left already.`)
    await this.sandbox.slack.deactivateUser(user.id)
    return `${user.realName}’s Slack account is deactivated. ${later}`
  }

  async return(typed: string): Promise<string> {
    const user = findPerson(this.sandbox, typed)
    if (user.deleted !== true) throw new Unclear(`${user.realName} is there already.`)
    await this.sandbox.slack.reactivateUser(user.id)
    return `${user.realName}’s Slack account works again. ${later}`
  }

  deactivate(typed: string): string {
    const member = this.account(typed)
    if (!member.active) throw new Unclear(`${member.email} is deactivated already.`)
    this.sandbox.miro.deactivate(member.id)
    return `${member.email} is deactivated in Miro. ${later}`
  }

  remove(typed: string): string {
    const member = this.account(typed)
    this.sandbox.miro.remove(member.id)
    this.removed = [...this.removed, member]
    return `${member.email} is no longer in the Miro organization. ${later}`
  }

  restore(typed: string): string {
    const { miro } = this.sandbox
    const lost = [...this.removed, ...miro.members.filter(member => !member.active)]
    const member = findAccount(lost, typed)
    if (this.removed.includes(member)) miro.add({ ...member, active: true })
    else miro.reactivate(member.id)
    this.removed = this.removed.filter(one => one !== member)
    return `${member.email} is active in Miro. ${later}`
  }

  role(typed: string, role: string): string {
    const member = this.account(typed)
    const wanted = findRole(role)
    this.sandbox.miro.setRole(member.id, wanted)
    return `${member.email} is ${roleName(wanted)} in Miro. ${later}`
  }

  break(): string {
    if (this.broken) throw new Unclear('Miro fails already. Type mend miro.')
    this.broken = true
    this.sandbox.miro.faults.push({ match: { path: /^\/v[12]\// }, times: 'always', do: { status: 503 } })
    return 'Miro’s API answers 503 to everything until you type mend miro.'
  }

  mend(): string {
    if (!this.broken) throw new Unclear('Nothing is broken.')
    this.broken = false
    this.sandbox.miro.faults.clear()
    return 'Miro’s API works again.'
  }

  private account(typed: string): LocalMember {
    return findAccount(this.sandbox.miro.members, typed)
  }
}

const later = 'The next sync sees it: /miro sync.'
