import type { Kind, Sentence } from './collect.ts'

// How the bot speaks, as far as a program can tell.

type Rule = {
  /** As a breach is told. */
  readonly rule: string
  readonly breaks: (sentence: Sentence) => boolean
}

type Forbidden = {
  readonly say: string
  readonly not: RegExp
  /** Words of a line in which it is right, because they are names that others gave. */
  readonly except?: RegExp
  readonly kinds?: readonly Kind[]
  /** Views that mean what the word says. */
  readonly views?: RegExp
}

/** One name for one thing, and words that people use. */
const forbidden: readonly Forbidden[] = [
  { say: 'Try again', not: /\b(retry|(read|sync|verify) again)\b/i },
  { say: 'solve, fix', not: /\bputs? right\b|\bputs? .{1,30} right\b/i },
  { say: 'your decision', not: /\byour word\b/i },
  { say: 'who uses it', not: /\bwhose (it|account it|they) (is|are)\b|\bwhose account\b/i },
  // “There is no such command” is how people say it; “12.04.26 is no day” is not.
  { say: 'is not a', not: /(?<!\bthere )\bis no (?!longer\b)/i },
  { say: 'left (seen in Slack …)', not: /\bseen as left\b/i },
  { say: 'who', not: /\bwhom\b/i },
  { say: 'finding', not: /\bthings?\b|\bproblems?\b/i },
  {
    say: 'sync',
    not: /\blook(s|ed|ing)? at once\b|\blooked at\b|\blooks? again\b|\bnext look\b|\b(was|were|is|are|been|being) read\b|\bread (today|yesterday|again|so far|from Miro|to its end|everything again|for the first time|on the schedule)\b|\b(as|last) read\b/i,
    // A file is read indeed.
    views: /^people\/import\//,
  },
  {
    say: 'administrator',
    not: /\badmins?\b|\badminister(s|ed|ing)?\b/i,
    except:
      /\bSlack(’s)? owners and admins\b|\b(Company|User|team|Slack) admins?\b|\bAdmin (console|roles?|rights)\b|\bmembers and admins\b|\bowner or admin of (this workspace|Slack)\b/gi,
  },
  { say: 'Open', not: /^(Details|Account|Show the (accounts|checks|list)|Look at both)$/, kinds: ['button'] },
  { say: 'Show all', not: /^Show (?!all\b)/, kinds: ['button'] },
  { say: 'Last day', not: /\b(the|their) leave\b|\bleave cancelled\b|\bleaving day\b/i },
  { say: 'result', not: /\bverdicts?\b/i },
  { say: 'owner type', not: /\b(any|the) class\b/i },
  { say: 'You cannot do this', not: /\bnot for you\b/i },
  { say: 'try', not: /\bgo(es)? on with\b/i },
  { say: 'in words', not: /\b(cron|json|http|payload|webhook|timeout)\b/i, except: /SYNC_CRON|https?:\/\//g },
]

const names = /[`*@]*Olivia Fischer\d*[`*]*/g
const nameLists = /NAME(?:(?:,| and| or| =) (?:@?NAME|\d+ more))+/g

/**
 * With one name in place of several, as it is with people of the reader. A rule that names many roles, titles and
 * groups is as long as what was chosen for it.
 */
const plain = (says: string): string =>
  says
    .replace(names, 'NAME')
    .replace(/Unknown role \(NAME\)/g, 'NAME')
    .replace(nameLists, 'NAME')

const sentencesIn = (says: string): string[] => plain(says).split(/(?<=[.?!:;])\s+|\s[·→–]\s/)
export const wordsIn = (text: string): number => (text.match(/[\p{L}\p{N}’'@/_-]+/gu) ?? []).length

const mostWords = 22
const mostWordsOfButton = 4
/** What answers a question says what it does, too. */
const answer = /^(Yes|No), /

/** What says how something stands. */
const marks = /[🔴🟠🟡🟢🔵⚪✅⬜➖❗⏳]|⚠️/gu
const pictures = /\p{Extended_Pictographic}/gu

const dates = /<!date[^>]*>|\b\d{1,2} [A-Z][a-z]{2,3} \d{4}\b(?: at \d\d:\d\d(?: UTC)?)?/g

/**
 * Dates that stand side by side. A span is one, a change from one to another is none, and neither is when something was
 * written down or seen: it stands at the beginning of a line of a log, or at its end.
 */
const datesIn = (raw: string): number =>
  matches(
    raw
      .replace(dates, 'DATE')
      .replace(/^(• )?DATE(?=:| ·)|, seen DATE$/g, '')
      .replace(/(none|DATE) → DATE/g, '')
      .replace(/DATE(,? (to|until)|,? (and|→)) DATE/g, 'DATE'),
    /DATE/g,
  )

const matches = (text: string, what: RegExp): number => text.match(what)?.length ?? 0

export const rules: readonly Rule[] = [
  ...forbidden.map(({ say, not, except, kinds, views }) => ({
    rule: `say “${say}”`,
    breaks: ({ kind, view, says }: Sentence) =>
      not.test(except === undefined ? says : says.replace(except, '')) &&
      (kinds?.includes(kind) ?? true) &&
      views?.test(view) !== true,
  })),
  { rule: 'no exclamation mark', breaks: ({ says }) => says.includes('!') },
  {
    rule: 'one status mark at most',
    breaks: ({ says }) => matches(says, marks) > 1,
  },
  {
    rule: 'no emoji but a status mark',
    breaks: ({ says }) => matches(says.replace(marks, ''), pictures) > 0,
  },
  {
    rule: 'one date a line',
    breaks: ({ raw }) => datesIn(raw) > 1,
  },
  {
    rule: `at most ${mostWords} words a sentence`,
    breaks: ({ says }) => sentencesIn(says).some(one => wordsIn(one) > mostWords),
  },
  {
    rule: `at most ${mostWordsOfButton} words a button`,
    breaks: ({ kind, says }) => kind === 'button' && wordsIn(says.replace(answer, '')) > mostWordsOfButton,
  },
  {
    rule: 'no gap where words are missing',
    breaks: ({ says }) => /\S {2,}\S|\s[.,;]($|\s)|:\s*\.|\s$/.test(says.replace(/^\s*•\s+/, '')),
  },
  {
    rule: 'one of one, several of several',
    breaks: ({ says }) =>
      /\b1 (accounts|people|findings|rows|organizations|days|minutes|hours)\b|\b1 (person|account|row)( who| of \d+)? (have|are|were)\b/.test(
        says,
      ),
  },
  { rule: 'the apostrophe ’', breaks: ({ says }) => /\p{L}'\p{L}/u.test(says) },
]

/** "rule · view · line" of every line that breaks one. */
export const breachesOf = (sentences: readonly Sentence[]): string[] =>
  sentences
    .flatMap(one =>
      rules.filter(({ breaks }) => breaks(one)).map(({ rule }) => `${rule} · ${one.view} · ${one.says}`),
    )
    .sort()
