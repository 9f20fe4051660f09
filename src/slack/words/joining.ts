import { originsOf, type Said, type StaffSource } from '../../domain/staff-sources.ts'
import type { JoinRefusal } from '../../workflows/people/join-people.ts'
import type { LikePeople } from '../../workflows/people/read-people-notices.ts'
import { bold, capital, code, date, day, join, type Markup, md, spaced } from '../frame/text.ts'
import { fieldName } from './sources.ts'

export const sourceName: Readonly<Record<StaffSource, string>> = {
  entered: 'entered by hand',
  list: 'the staff list',
  slack: 'Slack',
}

/** "*Dana Lee* dana@acme.com (Slack) and *Dana Lee* dl@acme.com have the same name. Are they one person?" */
export function likeInWords({ because, slack, other }: LikePeople): Markup {
  const who = ({ name, address }: LikePeople['slack']) =>
    spaced(bold(name), address === null ? null : code(address))
  if (because === 'first_name')
    return md`The staff list no longer names ${who(slack)}, and names ${who(other)} instead, who is not in Slack. Are they one person with another last name? Nothing is joined until you say so.`
  const how = because === 'same_name' ? 'have the same name' : 'have names that are alike'
  return md`${who(slack)} in Slack and ${who(other)}, who is not in Slack, ${how}. Are they one person? Nothing is joined until you say so.`
}

/** Why two people are not joined, and what to do. */
export const refusalInWords = (because: JoinRefusal, onlyAdmin: boolean): string => {
  if (because !== 'yourself') return refusals[because]
  return onlyAdmin
    ? 'This is about you, and nobody decides about themselves. Add another administrator in the settings, who can say so.'
    : 'This is about you. Another administrator says so: nobody decides about themselves.'
}

const refusals: Readonly<Record<Exclude<JoinRefusal, 'yourself'>, string>> = {
  no_person:
    'One of the two is not known any more: perhaps somebody joined them meanwhile. Look them up again with /miro whois.',
  same_person: 'This is the same person already.',
  both_in_slack:
    'Both can sign in to Slack, but one person has one Slack account here. Deactivate one of the two in Slack first. Then say again that they are one person.',
  say_which: 'Say whether they work here, or have left.',
}

/** Of each field what is believed, and what it takes the place of: "Name: Dana Lee (the staff list) instead of Dana (Slack)". */
export function fieldsInWords(said: readonly Said[]): Markup[] {
  return originsOf(said).flatMap(({ field, source }) => {
    const name = fieldName[field]
    if (name === null) return []
    const values = said.flatMap(one => {
      const value = valueInWords(one, field)
      return value === null ? [] : [{ source: one.source, value }]
    })
    const first = values.find(value => value.source === source)
    const others = values.filter(value => value !== first && value.value.markup !== first?.value.markup)
    if (first === undefined) return []
    return [
      spaced(
        md`${capital(name)}: ${valueOfSource(first)}`,
        others.length === 0 ? null : md`instead of ${join(others.slice(0, 3).map(valueOfSource), ' and ')}`,
      ),
    ]
  })
}

const valueOfSource = ({ source, value }: { readonly source: StaffSource; readonly value: Markup }): Markup =>
  md`${value} (${sourceName[source]})`

function valueInWords(said: Said, field: ReturnType<typeof originsOf>[number]['field']): Markup | null {
  switch (field) {
    case 'gone':
      return said.gone === null ? null : md`${said.gone ? goneWord(said.source) : 'active'}`
    case 'lastDay':
      return said.endAt === null ? null : said.lastDay === null ? date(said.endAt) : md`${day(said.lastDay)}`
    case 'startAt':
      return said.startAt === null ? null : date(said.startAt)
    default:
      return said[field] === null || said[field] === '' ? null : md`${said[field]}`
  }
}

const goneWord = (source: StaffSource): string => (source === 'slack' ? 'deactivated' : 'no longer named')
