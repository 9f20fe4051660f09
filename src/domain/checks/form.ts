import type { Account, AccountClass } from '../account.ts'
import type { Deadline } from '../deadline.ts'
import type { Identity } from '../identity.ts'
import type { Approval, SavedRule } from '../rule.ts'
import type { ClosedAs, Result, Verdict } from '../verdict.ts'

/** An account with whose it is: what a check of accounts judges. */
export type Subject = {
  readonly account: Account
  readonly identity: Identity
  readonly approval: Approval | null
  /** What a check before this one in the list says: each thing is reported once, where its cause is. */
  readonly said: (check: { readonly id: string }) => Verdict
}

/** What holds for a whole evaluation: everything but the accounts and people of one batch. */
export type Frame = {
  readonly now: Date
  /** The sync run or the decision that led here; groups are named by it. */
  readonly evaluationId: string
  /** fresh: the newest run is complete and younger than two intervals. stale: in a gap. unread: never read. */
  readonly accounts: 'fresh' | 'stale'
  readonly staff: 'fresh' | 'stale' | 'unread'
  /** Up to when time alone changes what follows from a source: now, or when its gap began. */
  readonly accountsUntil: Date
  readonly staffUntil: Date
  readonly critical: boolean
  readonly rule: SavedRule | null
  /** Every role that live accounts have today. */
  readonly roles: readonly string[]
  /** Ids of the user groups Slack had when it was last asked; null while it never was, or does not tell. */
  readonly groups: readonly string[] | null
  /** Domains declared to be the same company: acme.com = acme.io. Lower case. */
  readonly equalDomains: readonly string[]
  /** For a leaver's access, and for everything else. Days are those of the zone. */
  readonly removalDeadline: Deadline
  readonly otherDeadline: Deadline
  readonly timeZone: string
  /** Days on which nobody works, YYYY-MM-DD: business days leave them out. */
  readonly holidays: readonly string[]
  /** What the workspace chose for single checks, by their id. */
  readonly chosen: ChosenByCheck
}

/** By the id of the check. A check nobody chose anything for is not in it. */
export type ChosenByCheck = Readonly<Record<string, ChosenForCheck>>

/** What a sentence may name. Foreign text: it is escaped where the sentence is shown. */
export type ReasonFacts = {
  /** The staff member, the sponsor or the owner. */
  readonly name: string | null
  /** The account's role in the words of Miro's Admin console. */
  readonly role: string
  readonly lastActivityAt: Date | null
  /** Admin rights beside the role, by Miro's names for them. */
  readonly adminRights: readonly string[]
}

/** A sentence, plain text; or one that ends with an instant, without its full stop. */
export type Said = string | { readonly says: string; readonly at: Date }

export type Reason = {
  readonly verdict: Verdict
  /** Why, as one short sentence. */
  readonly says: Said | ((facts: ReasonFacts) => Said)
  /** The same of several accounts, said once above them. */
  readonly ofAll?: string
  /** The headline of its findings, where it is not the one of the check. */
  readonly headline?: string
  /** The same with names. */
  readonly named?: Named
}

/** One headline for one finding and one for many; `{n}` stands for how many. */
export type Headline = { readonly one: string; readonly many: string }

/** The same with names in it: `{who}` stands for one account, or for the first of many. */
export type Named = Headline

/** What the way to fix a finding depends on. */
export type Fixable = {
  readonly why: string
  /** Miro's word; null where the finding is about the system. */
  readonly role: string | null
  readonly class?: AccountClass
  /** True when the bot's connection was authorised with this very account. */
  readonly authorises?: boolean
}

type Words<Why extends string> = {
  readonly title: string
  /** Why the check exists, for somebody with ten seconds. */
  readonly why: string
  /** Everything it may say. */
  readonly reasons: Readonly<Record<Why, Reason>>
  /** What is wrong. fixed, over: what it was, put right or not needed any more. unwatched: what was still open. */
  readonly headlines: Readonly<Record<'open' | 'fixed' | 'over' | 'unwatched', Headline>> & {
    /** What is wrong, with names. A check of the system has none. */
    readonly named?: Named
  }
  /** What putting it right is called. */
  readonly fixedAs: string
  /** The steps in order, plain text. What a step is made of stands below it, a line each. */
  readonly steps: (finding: Fixable) => readonly string[]
  /** What else to know once Miro says that the account is so. */
  readonly advice?: (account: Pick<Account, 'active'>) => string | null
  /** What the failing accounts come to, beside their number. */
  readonly sum?: (failing: number, chosen: ChosenForCheck | undefined) => string | null
}

type Common<Id extends string, Why extends string> = Words<Why> & {
  readonly id: Id
  /** How long somebody has to put it right. `setting`: where the workspace chooses it together with other checks. */
  readonly deadline: Deadline & { readonly setting?: 'removalDeadline' | 'otherDeadline' }
  /** In a message about several checks the lowest comes first. */
  readonly place: number
  /** Whether it is on as long as nobody chose. Without this it cannot be switched off. */
  readonly switch?: { readonly on: boolean }
  readonly options?: readonly Option[]
  /** The rule for valid users decides about it. */
  readonly byRule?: true
}

/** What the last evaluation said of the account, and this check of it. */
export type Before = {
  readonly class: AccountClass
  readonly personId: string | null
  readonly verdict: Verdict | undefined
}

/** When the time allowed starts, and whether an earlier finding about the same thing goes on. */
export type Start = {
  readonly clockAt: Date
  /**
   * The last finding about the same thing goes on, with the clock and the due time it had, when it was about the same
   * person, was closed as one of these, and its clock had not started before `notBefore`.
   */
  readonly goesOn: { readonly closedAs: readonly ClosedAs[]; readonly notBefore: Date | null }
}

export type AccountCheck<Id extends string, Why extends string> = Common<Id, Why> & {
  readonly about: 'account'
  /** One of its reasons. */
  readonly evaluate: (subject: Subject, frame: Frame) => NoInfer<Why>
  /** Findings are about somebody who left: each names them, and since when they are gone. */
  readonly aboutLeaver?: true
  /** What is done first is said here and not in Miro: whose the account is. */
  readonly remedy?: 'identify'
  /** Where the time allowed does not start when the finding is opened. */
  readonly start?: (subject: Subject, before: Before | undefined, frame: Frame) => Start | null
  /** When the person really left, where a source told it. */
  readonly endAt?: (subject: Subject, frame: Frame) => Date | null
  /** How a finding ends, where that does not follow from the verdict alone. */
  readonly closes?: (
    why: string,
    finding: { readonly personId: string | null; readonly endAt: Date | null },
    subject: Subject,
  ) => ClosedAs | null
}

/** Everything it asks is in the frame, and there is one finding at most. */
export type SystemCheck<Id extends string, Why extends string> = Common<Id, Why> & {
  readonly about: 'system'
  /** One of its reasons. */
  readonly evaluate: (frame: Frame) => NoInfer<Why>
}

/** Adds to a check of accounts what it says in full. */
export const ofAccounts = <const Id extends string, Why extends string>(
  check: Omit<AccountCheck<Id, Why>, 'about'>,
) => {
  const result = resultsOf(check.reasons)
  return {
    ...check,
    about: 'account' as const,
    judge: (subject: Subject, frame: Frame): Result<Why> => result(check.evaluate(subject, frame)),
  }
}

export const ofSystem = <const Id extends string, Why extends string>(
  check: Omit<SystemCheck<Id, Why>, 'about'>,
) => {
  const result = resultsOf(check.reasons)
  return {
    ...check,
    about: 'system' as const,
    judge: (frame: Frame): Result<Why> => result(check.evaluate(frame)),
  }
}

/** The same object each time: there are a few, for very many accounts. */
function resultsOf<Why extends string>(reasons: Readonly<Record<Why, Reason>>): (why: Why) => Result<Why> {
  const known = new Map<Why, Result<Why>>()
  return why => {
    const before = known.get(why)
    if (before !== undefined) return before
    const result = { verdict: reasons[why].verdict, why }
    known.set(why, result)
    return result
  }
}

const reason =
  (verdict: Verdict) =>
  (says: Reason['says'], more: Pick<Reason, 'headline' | 'named' | 'ofAll'> = {}): Reason => ({
    verdict,
    says,
    ...more,
  })

export const pass = reason('pass')
export const fail = reason('fail')
export const unknown = reason('unknown')
export const notApplicable = reason('not_applicable')

/** Something a workspace can choose for one check. A default of null: it may be left empty. */
export type Option = {
  readonly key: string
  readonly label: string
  readonly hint?: string
} & (
  | {
      readonly kind: 'number'
      readonly default: number | null
      readonly least: number
      readonly most: number
      /** How many places after the point; without it none. */
      readonly decimals?: number
    }
  | { readonly kind: 'text'; readonly default: string | null; readonly longest: number }
)

/** null: left empty. */
export type OptionValue = number | string | null

/** What a workspace chose for one check. What is not in it is as the check declares. */
export type ChosenForCheck = {
  readonly on?: boolean | undefined
  readonly deadline?: Deadline | undefined
  readonly options?: Readonly<Record<string, OptionValue>> | undefined
}

/** What counts for an option: what was chosen, else its default. */
export function optionValue(chosen: ChosenForCheck | undefined, option: Option): OptionValue {
  const value = chosen?.options?.[option.key]
  return value === undefined ? option.default : value
}

/** The same of a number; null also where something else is stored. */
export function optionNumber(chosen: ChosenForCheck | undefined, option: Option): number | null {
  const value = optionValue(chosen, option)
  return typeof value === 'number' ? value : null
}
