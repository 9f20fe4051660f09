import { licenseName, roleName } from '../../domain/account.ts'
import { type CheckId, checkIds, inWords, isWhy } from '../../domain/check.ts'
import type { Facts } from '../../domain/journal.ts'
import { wordOf, wordsOf } from '../../domain/journal-facts.ts'
import type { JournalEntry } from '../../domain/journal-window.ts'
import { verdicts } from '../../domain/verdict.ts'
import { code, date, join, type Markup, md, spaced, words } from '../frame/text.ts'
import { closedWords, titleOf, verdictWord } from './check.ts'
import { byWhom, changes, fromTo, moment, type Names } from './told-parts.ts'

export function accountTold({ facts, part, was }: JournalEntry): Markup {
  const role = roleName(wordOf(facts, 'role') ?? 'unknown')
  const license = licenseName(wordOf(facts, 'license') ?? 'unknown')
  if (was === null)
    return md`seen for the first time: role ${role}, license ${license}${facts['active'] === false ? md`, deactivated` : md``}`
  const then = was.facts
  const differs = (name: string) => facts[name] !== then[name]
  const rights = (of: Facts) => wordsOf(of, 'adminRoles').join(', ') || null
  const [gone, wasGone] = [moment(facts, 'removedAt') !== null, moment(then, 'removedAt') !== null]
  const [missing, wasMissing] = [moment(facts, 'missingSince'), moment(then, 'missingSince')]
  const [email, wasEmail] = [wordOf(part ?? {}, 'email'), wordOf(was.part ?? {}, 'email')]
  const isAside = moment(facts, 'setAsideSince') !== null
  return (
    changes([
      gone && !wasGone && md`removed from Miro`,
      wasGone && !gone && md`came back after it was removed`,
      !gone && missing !== null && wasMissing === null && md`missing from Miro’s list`,
      !gone && !wasGone && missing === null && wasMissing !== null && md`in Miro’s list again`,
      differs('active') && activeTold(facts['active']),
      differs('role') && fromTo('role', roleName(wordOf(then, 'role') ?? 'unknown'), role),
      differs('license') && fromTo('license', licenseName(wordOf(then, 'license') ?? 'unknown'), license),
      rights(facts) !== rights(then) && fromTo('admin rights', rights(then), rights(facts)),
      part !== null &&
        was.part !== null &&
        email !== wasEmail &&
        md`e-mail address ${email === null ? md`gone` : md`now ${code(email)}`}${wasEmail === null ? md`` : md`, before ${code(wasEmail)}`}`,
      isAside !== (moment(then, 'setAsideSince') !== null) &&
        (isAside ? md`cannot be read in Miro’s list` : md`can be read in Miro’s list again`),
    ]) ?? otherTold(facts, then, part, was.part)
  )
}

function otherTold(facts: Facts, then: Facts, part: Facts | null, before: Facts | null): Markup {
  const assigned = moment(facts, 'licenseAssignedAt')
  if (assigned !== null && facts['licenseAssignedAt'] !== then['licenseAssignedAt'])
    return md`license assigned ${date(assigned)}`
  const name = wordOf(part ?? {}, 'name')
  return name !== null && name !== wordOf(before ?? {}, 'name')
    ? md`name in Miro is ${name}`
    : md`details in Miro changed`
}

function activeTold(active: unknown): Markup {
  if (active === false) return md`deactivated`
  return active === true ? md`active` : md`Miro no longer says whether it is active`
}

const classes: Readonly<Record<string, string>> = {
  staff: 'staff member',
  external: 'external, sponsor',
  service: 'service account, owner',
  shared: 'shared mailbox, owner',
}

const matches: Readonly<Record<string, string>> = {
  confirmed: 'confirmed by an administrator',
  email: 'same e-mail address',
  alias: 'a former address or an alias',
  equal_domain: 'same name in a domain of the company',
  kept: 'the address changed, the account is the same',
}

/** "not identified", "Dana Lee", "service account, owner Dana Lee" */
export function whoseTold(facts: Facts, names: Names): Markup {
  const kind = wordOf(facts, 'class')
  const said = kind === null ? undefined : classes[kind]
  if (said === undefined) return md`not identified`
  const personId = wordOf(facts, 'personId')
  const name = personId === null ? null : (names.get(personId) ?? null)
  if (name === null) return md`${said}`
  return kind === 'staff' ? md`${name}` : md`${said} ${name}`
}

type Result = { readonly verdict: string; readonly why: string }

function resultsOf(facts: Facts): Map<CheckId, Result> {
  const all: unknown = facts['results']
  if (typeof all !== 'object' || all === null) return new Map()
  const given = new Map<string, unknown>(Object.entries(all))
  return new Map(
    checkIds.flatMap(id => {
      const one = given.get(id)
      if (typeof one !== 'object' || one === null) return []
      const [verdict, why] = ['verdict' in one && one.verdict, 'why' in one && one.why]
      return typeof verdict === 'string' && typeof why === 'string' ? [[id, { verdict, why }]] : []
    }),
  )
}

/** Whose it is and what the checks say of it, as far as that is new. */
export function verdictTold({ facts, was }: JournalEntry, names: Names): Markup | null {
  const who = whoseTold(facts, names)
  const match = matches[wordOf(facts, 'matchedBy') ?? '']
  const whose = match === undefined ? who : md`${who} (${match})`
  const isSame =
    was !== null && ['class', 'personId', 'matchedBy'].every(name => was.facts[name] === facts[name])
  const identity = was === null ? whose : isSame ? null : md`${whoseTold(was.facts, names)} → ${whose}`
  const before = resultsOf(was?.facts ?? {})
  const results = [...resultsOf(facts)].flatMap(([id, { verdict, why }]) => {
    const then = before.get(id)
    if (
      was === null
        ? verdict !== 'fail' && verdict !== 'unknown'
        : then?.verdict === verdict && then.why === why
    )
      return []
    const moved =
      then === undefined || then.verdict === verdict
        ? word(verdict)
        : `${word(then.verdict)} → ${word(verdict)}`
    return [spaced(md`${titleOf(id)}: ${moved}.`, reasonTold(why, facts, names))]
  })
  const parts = [identity, ...results].filter(each => each !== null)
  return parts.length === 0 ? null : join(parts, '; ')
}

const word = (verdict: string): string => {
  const known = verdicts.find(each => each === verdict)
  return known === undefined ? verdict : verdictWord[known]
}

/** The role of that time stands in another row: a sentence that would name it goes without. */
function reasonTold(why: string, facts: Facts, names: Names): Markup | null {
  if (!isWhy(why)) return null
  const personId = wordOf(facts, 'personId')
  const said = inWords(why, { personName: personId === null ? null : (names.get(personId) ?? null) })
  return words(typeof said === 'string' ? said.replace(`the role ${roleName('unknown')}`, 'its role') : said)
}

export function findingTold({ facts, was }: JournalEntry, names: Names): Markup | null {
  const checkId = checkIds.find(id => id === facts['checkId'])
  if (checkId === undefined) return null
  const closedAt = moment(facts, 'closedAt')
  const due = moment(facts, 'dueAt')
  if (closedAt !== null) {
    const closedAs = wordOf(facts, 'closedAs')
    const by = wordOf(facts, 'closedBy')
    const said = closedWords(checkId, closings.find(each => each === closedAs) ?? null)
    return md`finding closed, ${titleOf(checkId)}: ${said}${by === null || by === 'bot' ? md`` : md`, ${closedAs === 'disconnected' ? 'by' : 'verified by'} ${byWhom(by)}`}`
  }
  if (was !== null && moment(facts, 'overdueSaidAt') !== null && moment(was.facts, 'overdueSaidAt') === null)
    return md`finding overdue, ${titleOf(checkId)}: the channel was told`
  const reason = reasonTold(wordOf(facts, 'why') ?? '', facts, names)
  const opened = was === null ? 'finding opened' : 'finding changed'
  const by = due === null ? null : md`Fix by ${date(due)}.`
  return spaced(md`${opened}, ${titleOf(checkId)}.`, reason, by)
}

const closings = [
  'fixed',
  'rehired',
  'not_applicable',
  'excepted',
  'void',
  'disconnected',
  'check_off',
] as const
