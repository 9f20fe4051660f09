import type { JournalBatch, JournalEntry, JournalLine } from '../../domain/journal-window.ts'
import { SYSTEM } from '../../domain/snapshot.ts'
import { bold, code, count, counted, date, dotted, type Markup, md, spaced } from '../frame/text.ts'
import { deedInWords } from './deed.ts'
import { accountTold, findingTold, verdictTold } from './told-account.ts'
import { approvalTold, classTold, exceptionTold, questionTold } from './told-decision.ts'
import type { Names, Telling } from './told-parts.ts'
import { addressesTold, groupTold, joinTold, personTold, sourceTold } from './told-person.ts'
import { connectionTold, gapTold, keyTold, ruleTold, runTold, settingsTold } from './told-system.ts'

const tellings: Readonly<Record<string, Telling>> = {
  ...{ account: accountTold, verdict: verdictTold, finding: findingTold },
  ...{ class: classTold, approval: approvalTold, exception: exceptionTold, question: questionTold },
  ...{ person: personTold, addresses: addressesTold, source: sourceTold, join: joinTold, group: groupTold },
  ...{
    rule: ruleTold,
    settings: settingsTold,
    connection: connectionTold,
    run: runTold,
    gap: gapTold,
    key: keyTold,
  },
  slack_group: ({ facts, part }) =>
    md`user group ${String(part?.['name'] ?? facts['name'] ?? facts['handle'] ?? 'of Slack')} changed`,
  deed: ({ facts, subject, about }) => {
    const [actor, action] = [String(facts['actor'] ?? 'bot'), String(facts['action'] ?? '')]
    return deedInWords({ actor, action, subject, about })
  },
}

/** Kinds whose sentence is about the account or the person that their subject is. */
const aboutAccount: ReadonlySet<string> = new Set([
  ...['account', 'verdict', 'finding', 'class', 'approval', 'exception', 'question'],
])
const aboutPerson: ReadonlySet<string> = new Set(['person', 'addresses', 'source', 'join', 'group'])

/** A few lines for the card of what they are about. */
export const historyInWords = (lines: readonly JournalLine[], names: Names): Markup[] =>
  lines.map(line => md`• ${cardLineInWords(line, names)}`)

/** "3 Nov at 14:05 · `dana@acme.com` · role Member → Company Admin" */
export function lineInWords({ entry, batch }: JournalLine, names: Names): Markup {
  if (batch !== null) return dotted(md`${date(entry.at)}`, batchInWords(entry, batch))
  return dotted(md`${date(entry.at)}`, subjectInWords(entry), saidInWords(entry, names))
}

/** The same where it stands on the card of what it is about: "role Member → Company Admin, seen 3 Nov at 14:05". */
function cardLineInWords({ entry, batch }: JournalLine, names: Names): Markup {
  if (batch !== null) return md`${batchInWords(entry, batch)}, seen ${date(entry.at)}`
  const told = saidInWords(entry, names)
  return seenBySync.has(entry.kind) ? md`${told}, seen ${date(entry.at)}` : md`${date(entry.at)}: ${told}`
}

const seenBySync: ReadonlySet<string> = new Set(['account', 'person', 'addresses', 'group'])

function saidInWords(entry: JournalEntry, names: Names): Markup {
  const told = entry.facts['deleted'] === true && entry.kind !== 'group' ? deletedTold(entry) : null
  const said = told ?? tellings[entry.kind]?.(entry, names) ?? md`saved again, nothing shown here changed`
  return entry.partDeleted ? spaced(said, md`(personal data deleted)`) : said
}

function deletedTold({ kind }: JournalEntry): Markup {
  const what = takenBack[kind]
  return what === undefined ? md`no longer kept` : md`${what}`
}

const takenBack: Readonly<Record<string, string>> = {
  class: 'decision forgotten',
  approval: 'approval taken back',
  source: 'what was said about their leaving was taken back',
  question: 'the question was taken back',
  finding: 'the finding is no longer kept',
}

function subjectInWords({ kind, about, subject, partDeleted }: JournalEntry): Markup | null {
  if (subject === SYSTEM) return null
  if (aboutAccount.has(kind))
    return about !== null ? code(about) : partDeleted ? md`an account` : md`Miro id ${code(subject)}`
  return aboutPerson.has(kind) ? (about === null ? md`somebody` : bold(about)) : null
}

const whats: Readonly<Record<string, readonly [string, string]>> = {
  account: ['account', 'accounts'],
  verdict: ['account', 'accounts'],
  person: ['person', 'people'],
  addresses: ['person', 'people'],
  source: ['person', 'people'],
  group: ['person', 'people'],
  finding: ['finding', 'findings'],
  approval: ['approval', 'approvals'],
  class: ['decision', 'decisions'],
  question: ['question', 'questions'],
}

/** "342 accounts seen for the first time" */
function batchInWords({ kind }: JournalEntry, { rows, isNew }: JournalBatch): Markup {
  const [one, many] = whats[kind] ?? ['row', 'rows']
  const all = counted(rows, one, many)
  if (isNew === rows) return md`${all} seen for the first time`
  if (isNew > 0) return md`${all}: ${count(isNew)} seen for the first time, ${count(rows - isNew)} changed`
  switch (kind) {
    case 'verdict':
      return md`${all} with new results of the checks`
    case 'addresses':
      return md`addresses saved for ${all}`
    case 'source':
      return md`last day or leaving recorded for ${all}`
    case 'group':
      return md`membership of a user group changed for ${all}`
    case 'finding':
      return md`${all} opened, closed or changed`
    default:
      return md`${all} changed`
  }
}
