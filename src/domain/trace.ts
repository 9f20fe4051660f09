import { type Account, licenseWords, type MatchedBy, roleName } from './account.ts'
import type { CardException, CardPerson } from './account-card.ts'
import { type CheckId, type CheckResult, checkOf, inWords, isAboutSystem } from './check.ts'
import type { Said } from './checks/form.ts'
import type { FindingFacts } from './finding-facts.ts'
import type { Gaps } from './gap.ts'
import type { Approval, SavedRule } from './rule.ts'

/** All that led to one verdict, as far as it is stored. */
export type TraceFacts = {
  readonly checkId: CheckId
  /** What the last evaluation said; null where there was none. */
  readonly result: CheckResult | null
  readonly finding: Pick<
    FindingFacts,
    'why' | 'openedAt' | 'clockAt' | 'endAt' | 'dueAt' | 'closedAt' | 'closedAs' | 'closedBy'
  > | null
  readonly account: TracedAccount | null
  readonly person: TracedPerson | null
  readonly matchedBy: MatchedBy | null
  /** Everybody who carries the account's address. */
  readonly carriers: readonly { readonly personId: string; readonly name: string; readonly since: Date }[]
  readonly decision: {
    readonly class: string
    readonly reason: string | null
    readonly decidedBy: string
    readonly decidedAt: Date
  } | null
  readonly rule: Omit<SavedRule, 'rule'> | null
  readonly approval: Omit<Approval, 'accountId'> | null
  readonly exception: Pick<CardException, 'reason' | 'approvedBy' | 'expiresAt'> | null
  readonly lastCompleteSyncAt: Date | null
  readonly staffReadAt: Date | null
  /** What is not read at present. */
  readonly gaps: Gaps
  readonly evaluatedAt: Date | null
}

export type TracedAccount = Pick<
  Account,
  'email' | 'role' | 'license' | 'active' | 'lastActivityAt' | 'missingSince' | 'removedAt'
> & {
  /** Admin rights beside the role. */
  readonly adminRoles?: readonly string[]
  /** When Miro was asked about this account alone. */
  readonly lookedAt: Date | null
}

export type TracedPerson = Omit<CardPerson, 'type' | 'title' | 'department' | 'startAt' | 'said'>

/** Parts of a trace, in the order in which one leads to the next. */
export type TracePart = 'account' | 'identity' | 'staff' | 'rule' | 'exception' | 'verdict'

/** One step. `says` has no full stop: who did it and when follow. Foreign text: escape it where it is shown. */
export type TraceLine = {
  readonly part: TracePart
  readonly says: string
  /** A Slack id. */
  readonly by: string | null
  readonly when:
    | { readonly word: 'since' | 'on' | 'by' | 'until'; readonly at: Date }
    /** YYYY-MM-DD */
    | { readonly word: 'day'; readonly day: string }
    | null
}

/** Why an account was judged as it was: each step with its source, who decided it, and when. */
export function trace(facts: TraceFacts): TraceLine[] {
  return [
    ...accountLines(facts),
    ...identityLines(facts),
    ...staffLines(facts),
    ...(checkOf(facts.checkId).byRule === true ? ruleLines(facts) : []),
    ...exceptionLines(facts),
    ...verdictLines(facts),
  ]
}

type More = {
  readonly by?: string | null
  readonly since?: Date | null
  readonly on?: Date | null
  readonly due?: Date | null
  readonly until?: Date | null
}

const timeWords = [
  ['since', 'since'],
  ['on', 'on'],
  ['due', 'by'],
  ['until', 'until'],
] as const

function line(part: TracePart, says: string, more: More = {}): TraceLine {
  const when = timeWords.flatMap(([key, word]) => {
    const at = more[key] ?? null
    return at === null ? [] : [{ word, at }]
  })
  return { part, says: says.replace(/\.$/, ''), by: more.by ?? null, when: when[0] ?? null }
}

const ifAny = <T>(known: T | null | undefined, say: (known: T) => TraceLine): TraceLine[] =>
  known === null || known === undefined ? [] : [say(known)]

function accountLines({ account, lastCompleteSyncAt }: TraceFacts): TraceLine[] {
  if (account === null) return []
  const alone =
    account.lookedAt !== null && !(lastCompleteSyncAt !== null && lastCompleteSyncAt > account.lookedAt)
  return [
    line('account', `${accessOf(account)}, role ${roleName(account.role)}, ${licenseWords(account.license)}`),
    alone
      ? line('account', 'Miro was asked about this account alone', { on: account.lookedAt })
      : line('account', 'Miro’s accounts: complete, synced', { on: lastCompleteSyncAt }),
    account.lastActivityAt === null
      ? line('account', 'Never signed in')
      : line('account', 'Last active', { on: account.lastActivityAt }),
  ]
}

function accessOf({ active, missingSince, removedAt }: TracedAccount): string {
  if (removedAt !== null) return 'Gone from the organization'
  if (active === false) return 'Deactivated in Miro'
  if (missingSince !== null) return 'Missing from the newest list of Miro'
  return active === null ? 'Miro did not say whether it is active' : 'Active in Miro'
}

const matches: Readonly<Record<MatchedBy, string>> = {
  confirmed: 'Confirmed by hand as the account of',
  email: 'Has the e-mail address of',
  alias: 'Has a former address or an alias of',
  equal_domain: 'Has the same name in another domain of the company as',
  kept: 'The e-mail address changed; before, it belonged to',
}

function identityLines({ checkId, account, person, matchedBy, carriers, decision }: TraceFacts): TraceLine[] {
  if (isAboutSystem(checkId)) return []
  const decided = ifAny(decision, said =>
    line('identity', `${decisionOf(said)}, decided`, { by: said.decidedBy, on: said.decidedAt }),
  )
  if (person === null || matchedBy === null) {
    if (carriers.length > 1)
      return [
        line('identity', `Its address leads to ${carriers.map(({ name }) => name).join(' and ')}`),
        ...decided,
      ]
    if (person !== null || decision !== null) return decided
    const whose = account?.email ?? 'it: Miro gave no e-mail address'
    return [line('identity', `No person was found for ${whose}`)]
  }
  const answersFor = roles[decision?.class ?? '']
  if (answersFor !== undefined) return [...decided, line('identity', `${person.name} is the ${answersFor}`)]
  const carried = carriers.find(({ personId }) => personId === person.id)
  const address = matchedBy === 'email' || matchedBy === 'alias' ? account?.email : null
  return [
    line('identity', `${matches[matchedBy]} ${person.name}${address ? `: ${address}` : ''}`, {
      since: carried?.since ?? null,
    }),
    ...decided,
  ]
}

const classes: Readonly<Record<string, string>> = {
  staff: 'Account of a staff member',
  external: 'External person',
  service: 'Service account',
  shared: 'Shared mailbox',
  unidentified: 'Not identified',
}

/** What the person of an account is to it that is not theirs. */
const roles: Readonly<Record<string, string>> = { external: 'sponsor', service: 'owner', shared: 'owner' }

const decisionOf = ({ class: kind, reason }: NonNullable<TraceFacts['decision']>): string =>
  `${classes[kind] ?? kind}${reason === null || reason === '' ? '' : ` (${reason})`}`

function staffLines({ checkId, person, finding, staffReadAt }: TraceFacts): TraceLine[] {
  if (isAboutSystem(checkId)) return []
  // Whom Slack does not know, its list says nothing about.
  const read =
    person !== null && person.slackUserId === null
      ? line('staff', 'Slack does not know this person')
      : line('staff', 'Slack’s staff list: complete, synced', { on: staffReadAt })
  if (person === null) return [read]
  return [
    line(
      'staff',
      `${person.name}: ${statusOf(person)}`,
      person.deactivated ? { on: person.leftKnownAt } : { since: person.unlistedAt },
    ),
    ...lastDayLines(person, finding?.endAt ?? null),
    read,
  ]
}

/** Whoever came back has another last day by now, or none: what counted then stands apart. */
function lastDayLines({ lastDay, endAt }: TracedPerson, then: Date | null): TraceLine[] {
  const today =
    endAt === null
      ? []
      : lastDay === null
        ? [line('staff', 'The last day ends', { on: endAt })]
        : [{ ...line('staff', 'Last day'), when: { word: 'day', day: lastDay } as const }]
  return then === null || then.getTime() === endAt?.getTime()
    ? today
    : [...today, line('staff', 'The last day known when this was found ended', { on: then })]
}

function statusOf(person: TracedPerson): string {
  const where = person.slackUserId === null ? '' : 'in Slack '
  if (person.deactivated)
    return where === '' ? 'gone by the imported staff list, first seen' : 'deactivated in Slack, first seen'
  if (person.unlistedAt !== null)
    return 'active in Slack, and no longer in the staff list: administrators are asked whether they left'
  if (person.kind === 'guest') return 'a guest in Slack, not staff'
  if (person.kind === 'invited') return 'invited to Slack, not staff yet'
  return person.onLeave ? 'on leave' : `active ${where}`.trim()
}

function ruleLines({ rule, approval, account }: TraceFacts): TraceLine[] {
  return [
    rule === null
      ? line('rule', 'No rule is saved')
      : line('rule', `Version ${rule.version}, saved`, { by: rule.savedBy, on: rule.savedAt }),
    ...ifAny(approval, ({ role, approvedBy: by, approvedAt: on }) =>
      line(
        'rule',
        account === null || account.role === role
          ? `Approved by name with the role ${roleName(role)}`
          : `Its approval lapsed, as the role changed: it was approved by name as ${roleName(role)}`,
        { by, on },
      ),
    ),
  ]
}

const exceptionLines = ({ exception }: TraceFacts): TraceLine[] =>
  ifAny(exception, ({ reason, approvedBy: by, expiresAt: until }) =>
    line('exception', `Let through (${reason}), approved`, { by, until }),
  )

function verdictLines({ result, finding, person, account, evaluatedAt }: TraceFacts): TraceLine[] {
  const facts = {
    personName: person?.name ?? null,
    role: account?.role ?? null,
    lastActivityAt: account?.lastActivityAt ?? null,
    adminRoles: account?.adminRoles ?? [],
  }
  const why = finding !== null && finding.closedAt === null ? finding.why : (result?.why ?? finding?.why)
  return [
    ...ifAny(why, said => reasonLine(inWords(said, facts))),
    ...(finding === null
      ? []
      : [
          line('verdict', 'Found', { on: finding.openedAt }),
          ...(finding.clockAt.getTime() === finding.openedAt.getTime()
            ? []
            : [line('verdict', 'The deadline counts from', { on: finding.clockAt })]),
          finding.closedAt === null
            ? line('verdict', 'Deadline', { on: finding.dueAt })
            : line('verdict', finding.closedBy === null ? 'Closed' : closedBy(finding), {
                by: finding.closedBy,
                on: finding.closedAt,
              }),
        ]),
    line('verdict', 'All accounts were last checked', { on: evaluatedAt }),
  ]
}

const closedBy = ({ closedAs }: NonNullable<TraceFacts['finding']>): string =>
  closedAs === 'disconnected' ? 'Closed' : 'Closed, verified'

const reasonLine = (said: Said): TraceLine =>
  typeof said === 'string' ? line('verdict', said) : line('verdict', said.says, { on: said.at })
