import { checks, systemCheck } from './checks/index.ts'
import type { Deadline } from './deadline.ts'
import type { ChosenByCheck, Frame } from './frame.ts'
import type { Result, Verdict } from './verdict.ts'

export type Check = (typeof checks)[number]

export type CheckId = Check['id']

/** A check that judges accounts. */
export type AccountCheck = Extract<Check, { readonly about: 'account' }>

export type AccountCheckId = AccountCheck['id']

type WhyOf<One> = One extends { readonly reasons: infer Reasons } ? keyof Reasons & string : never

/** Why a verdict was given; `evidence.ts` says each in words. */
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
 * One word for a whole check. Old data is never "all good": what would pass is unknown while a source is stale.
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
