import type { Account, AccountClass, MatchedBy } from './account.ts'
import type { AccountCheckId, CheckId, Why } from './check.ts'
import type { Gaps } from './gap.ts'
import type { OpenFinding } from './snapshot.ts'
import type { Person, PersonAddress } from './staff.ts'
import type { Said } from './staff-sources.ts'
import type { ClosedAs, Verdict } from './verdict.ts'

/** A person as a card shows them. */
export type CardPerson = Omit<Person, 'groups'> & {
  /** YYYY-MM-DD, as the source says it; endAt is when it ends. */
  readonly lastDay: string | null
  /** What each source says of them. */
  readonly said: readonly Said[]
}

export type CardAccount = Omit<Account, 'address' | 'lookedAt'> & {
  readonly name: string | null
  /** Miro's names of the admin roles it has besides. */
  readonly adminRoles: readonly string[]
  /** The connection was authorised with it. */
  readonly authorises: boolean
}

/** What the last evaluation said. */
export type CardAssessment = {
  readonly class: AccountClass
  readonly matchedBy: MatchedBy | null
  /** The address of the person that led to it; null where none did. */
  readonly matchedAddress: {
    readonly address: string
    readonly kind: PersonAddress['kind']
    readonly since: Date
  } | null
  readonly checks: readonly { readonly id: AccountCheckId; readonly verdict: Verdict; readonly why: Why }[]
}

/** What somebody decided about whose the account is. `by`: a Slack user id. */
export type CardDecision = {
  readonly class: AccountClass
  readonly reason: string | null
  readonly reviewAt: Date | null
  readonly by: string
  readonly at: Date
}

export type CardFinding = Pick<OpenFinding, 'id' | 'checkId' | 'why' | 'clockAt' | 'dueAt'> & {
  readonly openedAt: Date
  readonly closedAt: Date | null
  readonly closedAs: ClosedAs | null
}

export type CardException = {
  readonly checkId: CheckId
  readonly reason: string
  readonly approvedBy: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly revokedAt: Date | null
}

/** One entry of the audit log about the account. */
export type CardLogged = {
  readonly at: Date
  /** A Slack user id, or "bot". */
  readonly actor: string
  readonly action: string
  readonly details: Readonly<Record<string, unknown>>
}

/** Everything that is stored about one account. */
export type AccountCard = {
  readonly organizationName: string
  /** When its organization was disconnected; null while it is connected. */
  readonly disconnectedAt: Date | null
  readonly lastCompleteSyncAt: Date | null
  /** What is not read at present. */
  readonly gaps: Gaps
  /** Whether Miro lets the bot read teams. */
  readonly teamsGranted: boolean
  /** Whether Miro lets the bot read boards, where the names of guests stand. */
  readonly boardsGranted: boolean
  readonly account: CardAccount
  /** The staff member, the sponsor or the owner, by class. */
  readonly person: CardPerson | null
  /** null: the checks have not looked at it yet. */
  readonly assessment: CardAssessment | null
  /** The checks that are switched off. */
  readonly off: readonly AccountCheckId[]
  readonly decision: CardDecision | null
  readonly approval: { readonly role: string; readonly by: string; readonly at: Date } | null
  readonly exceptions: readonly CardException[]
  /** Newest first: the open ones, and the last closed ones. */
  readonly findings: readonly CardFinding[]
  /** Newest first. */
  readonly logged: readonly CardLogged[]
}

/** Something that happened to an account. */
export type Happening =
  | { readonly at: Date; readonly what: 'first_seen' | 'missing' | 'came_back' | 'removed' }
  | { readonly at: Date; readonly what: 'opened' | 'closed'; readonly finding: CardFinding }
  | { readonly at: Date; readonly what: 'logged'; readonly entry: CardLogged }

/** What happened to the account, newest first. */
export function historyOf({ account, findings, logged }: AccountCard): Happening[] {
  const once = (what: 'first_seen' | 'missing' | 'came_back' | 'removed', at: Date | null): Happening[] =>
    at === null ? [] : [{ at, what }]
  const all: Happening[] = [
    ...once('removed', account.removedAt),
    ...once('missing', account.removedAt === null ? account.missingSince : null),
    ...once('came_back', account.cameBackAt),
    ...findings.flatMap(finding =>
      finding.closedAt === null ? [] : [{ at: finding.closedAt, what: 'closed' as const, finding }],
    ),
    ...findings.map(finding => ({ at: finding.openedAt, what: 'opened' as const, finding })),
    ...logged.map(entry => ({ at: entry.at, what: 'logged' as const, entry })),
    ...once('first_seen', account.firstSeenAt),
  ]
  return all.sort((one, other) => other.at.getTime() - one.at.getTime())
}
