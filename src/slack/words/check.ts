import type { GroupFacts } from '../../domain/alert.ts'
import {
  type CheckId,
  checkOf,
  headlineOf,
  isAboutLeaver,
  namedHeadlineOf,
  type Status,
} from '../../domain/check.ts'
import type { Headline } from '../../domain/checks/form.ts'
import type { FindingFacts } from '../../domain/finding-facts.ts'
import type { ClosedAs } from '../../domain/verdict.ts'
import type { Naming } from '../frame/mask.ts'
import { count, counted, join, type Markup, md, words } from '../frame/text.ts'

export const titleOf = (id: CheckId): string => checkOf(id).title

export const whyOf = (id: CheckId): string => checkOf(id).why

/** "3 failing", "12 passing" */
export const verdictWord: Readonly<Record<Status, string>> = {
  fail: 'failing',
  unknown: 'unknown',
  excepted: 'excepted',
  pass: 'passing',
  not_applicable: 'not applicable',
  off: 'off',
}

/** Never the colour alone: the word stands beside it. */
export const verdictMark: Readonly<Record<Status, string>> = {
  fail: '🔴',
  unknown: '⚪',
  excepted: '🔵',
  pass: '✅',
  not_applicable: '➖',
  off: '⏸️',
}

/** What is wrong and how many, in one line, where no names are known. */
export const openTitle = ({ checkId, open }: Pick<GroupFacts, 'checkId' | 'open'>): string =>
  inNumber(checkOf(checkId).headlines.open, open)

/** What is wrong and with whose account, in one line: names first, as it is also what a phone shows. */
export function namedTitle(
  { checkId, open, findings }: Pick<GroupFacts, 'checkId' | 'open' | 'findings'>,
  naming: Naming,
): Markup {
  const still = findings.filter(({ closedAt }) => closedAt === null)
  const whys = still.map(({ why }) => why)
  const own = headlineOf(checkId, whys)
  const { headlines } = checkOf(checkId)
  const named = namedHeadlineOf(checkId, whys)
  const names = namesOf(checkId, still, naming)
  if (own !== null || named === null || names.length === 0)
    return words(own ?? inNumber(headlines.open, open))
  // One person may have several accounts; of more findings than are known here nobody can say how many people.
  const all = still.length === open
  if (all && names.length === 1) {
    const who = filled(named.one, names, 1)
    return open === 1 ? who : md`${who} (${counted(open, 'account')})`
  }
  if (all || !isAboutLeaver(checkId)) return filled(named.many, names, all ? names.length : open)
  return md`${words(inNumber(headlines.open, open))}: ${listed(names, open)}`
}

/** "Closed: Carla Mendes, access removed": whose it was, and how it ended. */
export function namedClosedTitle(group: ClosedGroup, naming: Naming): Markup {
  const names = namesOf(group.checkId, group.findings, naming)
  const [first] = group.findings
  if (names.length === 0 || first === undefined) return words(closedTitle(group))
  if (group.closed === 1) return md`${listed(names, 1)}: ${closedWords(group.checkId, first.closedAs)}`
  return md`${words(closedTitle(group))}: ${listed(names, Math.max(names.length, group.closed))}`
}

/** A template of ours with its number and its names. */
function filled(template: string, names: readonly string[], number: number): Markup {
  const [before = '', after = ''] = template.replace('{n}', count(number)).split('{who}')
  return join([{ markup: before }, listed(names, number), { markup: after }], '')
}

/** "Carla Mendes", "Carla Mendes and Dana Lee", "Carla Mendes, Dana Lee and 2 more" */
export function listed(names: readonly string[], all: number): Markup {
  const [first = '', second, third] = names
  if (second === undefined) return all > 1 ? md`${first} and ${all - 1} more` : md`${first}`
  if (all === 2) return md`${first} and ${second}`
  if (all === 3 && third !== undefined) return md`${first}, ${second} and ${third}`
  return md`${first}, ${second} and ${all - 2} more`
}

/** Whose accounts, each once: a leaver or colleague by name, any other account by its address. */
function namesOf(checkId: CheckId, findings: readonly FindingFacts[], naming: Naming): string[] {
  const names = new Map(
    findings.flatMap(({ account, person, subjectId }): [string, string][] => {
      const theirs = isAboutLeaver(checkId) || account?.class === 'staff'
      if (theirs && person !== null) return [[person.id, plainName(naming.person(person.name))]]
      return account === null ? [] : [[subjectId, plainName(naming.email(account.email))]]
    }),
  )
  return [...names.values()]
}

/** In a bold line a star would end it. */
const plainName = (name: string): string => name.replaceAll('*', '∗')

const inNumber = ({ one, many }: Headline, number: number): string =>
  number === 1 ? one : many.replace('{n}', count(number))

type ClosedGroup = Pick<GroupFacts, 'checkId' | 'closed' | 'unwatched' | 'findings'>

/** What it was, and that it is over: corrected, or no longer watched. */
function closedTitle(group: ClosedGroup): string {
  const { checkId, closed, unwatched, findings } = group
  const { headlines } = checkOf(checkId)
  if (unwatched > 0) {
    const off = findings.some(({ closedAs }) => closedAs === 'check_off')
    return `${otherwise[off ? 'check_off' : 'disconnected']}: ${inNumber(headlines.unwatched, unwatched)}`
  }
  const fixed = findings.every(({ closedAs }) => closedAs === 'fixed' || closedAs === null)
  return inNumber(fixed ? headlines.fixed : headlines.over, closed)
}

const otherwise: Readonly<Record<Exclude<ClosedAs, 'fixed'>, string>> = {
  rehired: 'works here again',
  not_applicable: 'no longer applies',
  excepted: 'let through by an exception',
  void: 'last day cancelled or moved',
  disconnected: 'no longer watched',
  check_off: 'check switched off',
}

export const closedWords = (checkId: CheckId, closedAs: ClosedAs | null): string =>
  closedAs === null || closedAs === 'fixed' ? checkOf(checkId).fixedAs : otherwise[closedAs]
