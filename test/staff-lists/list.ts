import { addressNames } from './address-names.ts'
import type { Choose } from './choose.ts'
import { type Column, canTell, endColumns, shapeOf } from './ends.ts'
import { naming } from './naming.ts'
import { type Person, somebody } from './people.ts'
import { sideColumns } from './sides.ts'
import { bytesOf, type Manner, plainManner, textOf } from './written.ts'

export type Listed = {
  readonly text: string
  readonly bytes: Buffer
  /** One a row, in whatever order; whoever was hired again may have two. */
  readonly people: readonly Person[]
  /** Those whose row has no address of work. */
  readonly nameless: ReadonlySet<Person>
}

/** @param plain well-known names and words only, in a plain file */
export function staffList(choose: Choose, count: number, plain: boolean): Listed {
  // Lists with one odd thing find more than lists in which everything is odd, as those ask.
  const odd = plain ? 0 : choose.one([0, 5, 15, 35])
  const said = naming(choose, odd)
  const shape = shapeOf(choose, plain)
  const contractors = choose.chance(30)
  const people = Array.from({ length: count }, (_, at) => somebody(choose, at, plain, contractors)).map(
    person => (canTell(shape, person, plain) ? person : { ...person, truth: { is: 'here' as const } }),
  )
  const nameless = new Set(people.filter((_, at) => at > 0 && choose.chance(4)))
  const columns = choose.shuffled<Column>([
    {
      name: said.of(addressNames),
      cell: person => (nameless.has(person) ? '' : writtenAddress(choose, person.address, odd)),
    },
    ...endColumns(choose, said, shape, plain),
    ...sideColumns(choose, said, people, { plain, contractors }),
  ])
  const header = columns.map(({ name }) => name)
  const byTenures = !plain && choose.chance(40)
  const rows = choose
    .shuffled(people.flatMap(person => (byTenures ? tenuresOf(person, nameless) : [person])))
    .map(person => columns.map(({ cell }) => cell(person)))
  const how = manner(choose, plain)
  const text = textOf([header, ...rows], how)
  return {
    text,
    bytes: bytesOf(text, how.encoding),
    people,
    nameless,
  }
}

/** Whoever was hired again as two rows: the time that is over, and the one that goes on. */
function tenuresOf(person: Person, nameless: Set<Person>): Person[] {
  const { truth } = person
  if (truth.is !== 'rehired') return [person]
  const tenures: Person[] = [
    { ...person, truth: { is: 'left', day: truth.left } },
    { ...person, start: truth.back, truth: { is: 'here' } },
  ]
  if (nameless.has(person)) for (const each of tenures) nameless.add(each)
  return tenures
}

const writtenAddress = (choose: Choose, address: string, odd: number): string =>
  odd > 0 && choose.chance(4)
    ? choose.one([`<${address}>`, address.toUpperCase(), ` ${address} `, `mailto:${address}`, `${address}.`])
    : address

const manner = (choose: Choose, plain: boolean): Manner => ({
  ...plainManner,
  separator: choose.one([',', ',', ';', ';', '\t', '|']),
  lineEnd: choose.one(['\n', '\r\n']),
  quoted: choose.one(['where needed', 'where needed', 'always']),
  encoding: choose.one(['utf8', 'utf8 marked', 'utf16le', 'utf16be', 'windows-1252']),
  ...(plain ? {} : { hint: choose.chance(10), title: choose.chance(5), cut: choose.chance(10) }),
})
