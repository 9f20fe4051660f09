import type { Facts } from '../../domain/journal.ts'
import { isTrue, wordOf } from '../../domain/journal-facts.ts'
import type { JournalEntry } from '../../domain/journal-window.ts'
import { code, commas, date, day, dotted, type Markup, md } from '../frame/text.ts'
import { byWhom, changes, doneBy, fromTo, moment, type Names } from './told-parts.ts'

const kinds: Readonly<Record<string, string>> = {
  member: 'member',
  guest: 'Slack guest',
  invited: 'invited to Slack',
  unknown: 'member or guest, Slack does not say',
}

const kindOf = (facts: Facts): string => kinds[wordOf(facts, 'kind') ?? ''] ?? 'member'

/** "31 Dec 2026" */
function lastDayOf(facts: Facts): Markup | null {
  const [bare, end] = [wordOf(facts, 'lastDay'), moment(facts, 'endAt')]
  if (bare !== null) return md`${day(bare)}`
  return end === null ? null : md`${date(end)}`
}

export function personTold({ facts, part, was }: JournalEntry): Markup | null {
  const last = lastDayOf(facts)
  if (was === null) {
    const more = [
      isTrue(facts, 'deactivated') && md`gone`,
      last !== null && md`last day ${last}`,
      moment(facts, 'startAt') !== null && md`begins ${date(moment(facts, 'startAt') ?? new Date(0))}`,
    ].filter(each => each !== false)
    return dotted(md`first seen: ${kindOf(facts)}`, ...more)
  }
  const then = was.facts
  const said = (name: string, what: string) => {
    const [now, before] = [wordOf(part ?? {}, name), wordOf(was.part ?? {}, name)]
    return part !== null && was.part !== null && now !== before && fromTo(what, before, now)
  }
  const turned = (name: string, yes: string, no: string) =>
    isTrue(facts, name) !== isTrue(then, name) && md`${isTrue(facts, name) ? yes : no}`
  const differs = (name: string) => facts[name] !== then[name]
  const start = moment(facts, 'startAt')
  const before = lastDayOf(then)
  return changes([
    turned('deactivated', 'left: gone in Slack or in the staff list', 'back: nobody says gone any more'),
    (differs('lastDay') || differs('endAt')) &&
      (last === null ? md`no last day any more` : md`last day ${before ?? 'none'} → ${last}`),
    differs('startAt') && (start === null ? md`no first day any more` : md`first day ${date(start)}`),
    turned('onLeave', 'on long leave', 'back from long leave'),
    differs('kind') && fromTo('in Slack', kindOf(then), kindOf(facts)),
    differs('type') && fromTo('employment', wordOf(then, 'type'), wordOf(facts, 'type')),
    said('name', 'name'),
    said('title', 'title'),
    said('department', 'department'),
    said('manager', 'manager'),
    differs('timeZone') && fromTo('time zone', wordOf(then, 'timeZone'), wordOf(facts, 'timeZone')),
    turned('isAdmin', 'Slack admin', 'no longer a Slack admin'),
    differs('slackUserId') && md`another Slack user`,
    differs('unlistedAt') &&
      (moment(facts, 'unlistedAt') === null
        ? md`answered whether they left`
        : md`no longer in the staff list, administrators are asked whether they left`),
    differs('conflict') &&
      (wordOf(facts, 'conflict') === null
        ? md`Slack and the staff list agree again`
        : md`Slack and the staff list disagree about whether they left`),
  ])
}

const addressesIn = (part: Facts | null): Map<string, string> => {
  const all: unknown = part?.['addresses']
  if (!Array.isArray(all)) return new Map()
  return new Map(
    all.flatMap((one: unknown) => {
      if (typeof one !== 'object' || one === null || !('address' in one) || !('kind' in one)) return []
      return typeof one.address === 'string' && typeof one.kind === 'string' ? [[one.address, one.kind]] : []
    }),
  )
}

const mostAddresses = 5

export function addressesTold({ part, was }: JournalEntry): Markup | null {
  if (part === null) return md`addresses changed`
  const [now, then] = [addressesIn(part), addressesIn(was?.part ?? null)]
  const listed = (what: string, all: readonly string[]) => {
    const more = all.length - mostAddresses
    const rest = more > 0 ? md` and ${more} more` : md``
    return all.length > 0 && md`${what} ${commas(all.slice(0, mostAddresses).map(one => code(one)))}${rest}`
  }
  const added = [...now.keys()].filter(one => !then.has(one))
  const gone = [...then.keys()].filter(one => !now.has(one))
  const other = [...now].filter(([one, kind]) => then.has(one) && then.get(one) !== kind).map(([one]) => one)
  return changes([
    listed(added.length === 1 ? 'address added:' : 'addresses added:', added),
    listed('no longer an address:', gone),
    listed('another kind of address:', other),
  ])
}

/** "last day 31 Dec 2026, entered by @Ada" */
export function sourceTold({ facts, was }: JournalEntry): Markup {
  const source = wordOf(facts, 'source')
  const from =
    source === 'entered'
      ? md`, entered${enteredBy(facts)}`
      : source === 'list'
        ? md`, from the staff list`
        : md`, from Slack`
  const last = lastDayOf(facts)
  const missing = moment(facts, 'missingSince')
  const still = moment(facts, 'stillHereAt')
  const then = was?.facts ?? {}
  const differs = (name: string) => facts[name] !== then[name]
  const told = changes([
    (differs('lastDay') || differs('endAt')) &&
      (last === null ? was !== null && md`no last day` : md`last day ${last}`),
    isTrue(facts, 'gone') !== isTrue(then, 'gone') && (isTrue(facts, 'gone') ? md`gone` : md`there again`),
    isTrue(facts, 'onLeave') !== isTrue(then, 'onLeave') &&
      (isTrue(facts, 'onLeave') ? md`on long leave` : md`back from long leave`),
    differs('missingSince') && (missing === null ? md`named again` : md`no longer named`),
    differs('stillHereAt') && still !== null && md`still here${doneBy(facts, 'stillHereBy')}`,
    differs('overruledDay') && facts['overruledDay'] != null && md`the last day of the list is not theirs`,
  ])
  return told === null ? md`employment${from}` : md`${told}${from}`
}

const enteredBy = (facts: Facts): Markup => {
  const by = wordOf(facts, 'enteredBy')
  return by === null ? md`` : md` by ${byWhom(by)}`
}

export function joinTold({ facts, part }: JournalEntry): Markup {
  const [kept, gone] = [
    wordOf(part ?? {}, 'keptName') ?? 'somebody',
    wordOf(part ?? {}, 'goneName') ?? 'somebody',
  ]
  return moment(facts, 'partedAt') === null
    ? wordOf(facts, 'state') === 'apart'
      ? md`${kept} and ${gone} are two people${doneBy(facts, 'saidBy')}`
      : md`${kept} and ${gone} are one person${doneBy(facts, 'saidBy')}`
    : md`${kept} and ${gone} are two people after all${doneBy(facts, 'partedBy')}`
}

export function groupTold({ facts }: JournalEntry, names: Names): Markup {
  const name = names.get(wordOf(facts, 'groupId') ?? '') ?? 'a user group'
  return isTrue(facts, 'deleted') ? md`no longer in the user group ${name}` : md`in the user group ${name}`
}
