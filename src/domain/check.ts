import { roleName } from './account.ts'
import type { ChosenByCheck, Fixable, Frame, Named, Reason, Said } from './checks/form.ts'
import { checks, systemCheck } from './checks/index.ts'
import type { Deadline } from './deadline.ts'
import type { Result, Verdict } from './verdict.ts'

export type Check = (typeof checks)[number]

export type CheckId = Check['id']

/** A check that judges accounts. */
export type AccountCheck = Extract<Check, { readonly about: 'account' }>

export type AccountCheckId = AccountCheck['id']

type WhyOf<One> = One extends { readonly reasons: infer Reasons } ? keyof Reasons & string : never

/** Why a verdict was given. */
export type Why = WhyOf<Check> | 'excepted'

export type CheckResult = Result<Why>

/** What was said of one account. A check that is off says nothing. */
export type Results = { readonly [Id in AccountCheckId]?: CheckResult }

export const checkIds: readonly CheckId[] = checks.map(({ id }) => id)

export const accountChecks: readonly AccountCheck[] = checks.filter(check => check.about === 'account')

const whys: ReadonlySet<string> = new Set([
  'excepted',
  ...checks.flatMap(({ reasons }) => Object.keys(reasons)),
])

export const isWhy = (word: string): word is Why => whys.has(word)

export function checkOf(id: CheckId): Check {
  const found = checks.find(check => check.id === id)
  if (found === undefined) throw new Error(`there is no check ${id}`)
  return found
}

/** The system has one finding at most, and no account. */
export const isAboutSystem = (id: CheckId): id is (typeof systemCheck)['id'] => id === systemCheck.id

/** Putting it right begins with saying whose the account is. */
export function isIdentifiedFirst(id: CheckId): boolean {
  const check = checkOf(id)
  return check.about === 'account' && check.remedy === 'identify'
}

/** Findings name the person who left, and since when they are gone. */
export function isAboutLeaver(id: CheckId): boolean {
  const check = checkOf(id)
  return check.about === 'account' && check.aboutLeaver === true
}

/** Whether it judges anything at all. */
export const isOn = (check: Pick<Check, 'id' | 'switch'>, chosen: ChosenByCheck): boolean =>
  check.switch === undefined || (chosen[check.id]?.on ?? check.switch.on)

/** The checks of accounts that say nothing. */
export const accountChecksOff = (chosen: ChosenByCheck): AccountCheckId[] =>
  accountChecks.filter(check => !isOn(check, chosen)).map(({ id }) => id)

/** How long somebody has to put it right: what the workspace chose, else what the check says. */
export function deadlineOf({ id, deadline }: Check, frame: Frame): Deadline {
  const { setting, ...own } = deadline
  return setting === undefined ? (frame.chosen[id]?.deadline ?? own) : frame[setting]
}

/** off: the check judges nothing, so nothing is said of passing either. */
export type Status = Verdict | 'off'

/**
 * One word for a whole check. Old data is never "all good": what would pass is unknown while a source is in a gap.
 * The check of the system asks only what is stored here, and says itself when it cannot tell, so sources do not count there.
 */
export function statusOf(
  checkId: CheckId,
  counts: Readonly<Record<Verdict, number>>,
  sources: Pick<Frame, 'accounts' | 'staff'>,
): Verdict {
  if (counts.fail > 0) return 'fail'
  const fresh = isAboutSystem(checkId) || (sources.accounts === 'fresh' && sources.staff === 'fresh')
  if (counts.unknown > 0 || !fresh) return 'unknown'
  if (counts.pass > 0) return 'pass'
  return counts.excepted > 0 ? 'excepted' : 'not_applicable'
}

/** What a sentence of evidence may name. Foreign text: escape it where it is shown. */
export type EvidenceFacts = {
  /** The staff member, the sponsor or the owner. */
  readonly personName?: string | null
  /** Miro's word for the account's role. */
  readonly role?: string | null
  readonly lastActivityAt?: Date | null
  /** Admin rights beside the role. */
  readonly adminRoles?: readonly string[]
}

/** Why a verdict was given, as one short sentence. */
export function inWords(
  why: Why,
  { personName, role, lastActivityAt, adminRoles }: EvidenceFacts = {},
): Said {
  const says = sentences.get(why) ?? letThrough
  if (typeof says !== 'function') return says
  return says({
    name: personName ?? null,
    role: roleName(role ?? 'unknown'),
    lastActivityAt: lastActivityAt ?? null,
    adminRights: adminRoles ?? [],
  })
}

const letThrough = 'Let through by an exception.'

/** Checks that say the same use the same word for it. */
const sentences: ReadonlyMap<string, Reason['says']> = new Map(
  checks
    .flatMap(({ reasons }): [string, Reason][] => Object.entries(reasons))
    .map(([why, { says }]) => [why, says]),
)

/** What one reason says of several accounts, where it can be said of all at once. */
export function ofAllInWords(checkId: CheckId, why: Why): string | null {
  const reasons: Readonly<Record<string, Reason>> = checkOf(checkId).reasons
  const { ofAll, says } = reasons[why] ?? {}
  return ofAll ?? (typeof says === 'string' ? says : null)
}

/** The headline that one of these reasons brings along, where one does. */
export function headlineOf(checkId: CheckId, whys: readonly Why[]): string | null {
  const reasons: Readonly<Record<string, Reason>> = checkOf(checkId).reasons
  return whys.map(why => reasons[why]?.headline).find(headline => headline !== undefined) ?? null
}

/** The headline with names: of the reason where all have one that has its own, else of the check. */
export function namedHeadlineOf(checkId: CheckId, whys: readonly Why[]): Named | null {
  const { reasons, headlines } = checkOf(checkId)
  const ofReasons: Readonly<Record<string, Reason>> = reasons
  const own = new Set(whys.map(why => ofReasons[why]?.named))
  const [only] = own
  return (own.size === 1 ? only : null) ?? headlines.named ?? null
}

/** What the way to fix a finding depends on. */
export type ToFix = Fixable & { readonly checkId: CheckId; readonly why: Why }

/** How to fix one finding: the steps in order, plain text. What a step is made of stands below it, a line each. */
export const howToFix = (finding: ToFix): readonly string[] => checkOf(finding.checkId).steps(finding)
