import { foreignAddressNames, privateAddressNames } from './address-names.ts'
import type { Choose } from './choose.ts'
import { startDayNames } from './end-names.ts'
import type { Column } from './ends.ts'
import type { Naming } from './naming.ts'
import { dayAt, type Person } from './people.ts'
import * as names from './side-names.ts'

/** Columns that say nothing of who left: some of every list, more of an odd one. */
export function sideColumns(
  choose: Choose,
  naming: Naming,
  people: readonly Person[],
  { plain, contractors }: { readonly plain: boolean; readonly contractors: boolean },
): Column[] {
  const columns: Column[] = []
  const add = (percent: number, column: () => Column) => {
    if (choose.chance(percent)) columns.push(column())
  }
  const text = (words: Parameters<Naming['name']>[0], cell: Column['cell']) => () => ({
    name: naming.name(words),
    cell,
  })
  const colleague = () =>
    choose.one([...people.map(({ address }) => address), 'someone@elsewhere.example', ''])
  add(
    50,
    text(names.nameNames, ({ name }) => name),
  )
  add(
    30,
    text(names.idNames, ({ id }) => id),
  )
  add(
    40,
    text(names.titleNames, () => choose.one(['Engineer', 'Retired Ships Guide', 'Account Manager', ''])),
  )
  add(
    40,
    text(names.departmentNames, () => choose.one(['Design', 'Exit Planning', 'Ops', ''])),
  )
  add(
    25,
    text(names.managerNames, () => choose.one([colleague(), 'Jo Active', ''])),
  )
  add(
    25,
    text(privateAddressNames, ({ privateAddress }) => (choose.chance(70) ? privateAddress : '')),
  )
  add(15, text(foreignAddressNames, colleague))
  if (contractors)
    columns.push({
      name: naming.name(names.typeNames),
      cell: ({ contractor }) => naming.word(names.typeWords[contractor ? 'contractor' : 'employee']),
    })
  const starts = naming.days()
  // It tells which way round days are written.
  add(plain && starts.slashed ? 100 : 60, () => ({
    name: naming.of(startDayNames),
    cell: ({ start }) => starts.write(start),
  }))
  for (const { names: words, values } of names.noise)
    add(
      10,
      text(words, () => choose.one(values)),
    )
  if (plain) {
    const [birth] = names.sideDays
    if (birth) add(20, days(choose, naming, birth))
    return columns
  }
  add(15, () => days(choose, naming, choose.one(names.sideDays))())
  add(15, () => {
    const { names: words, values } = choose.one(names.soundingWords)
    return { name: naming.name(words), cell: () => choose.one([...values, '']) }
  })
  return columns
}

const days =
  (choose: Choose, naming: Naming, { names: words, from, to }: names.SideDays) =>
  (): Column => {
    const form = naming.days()
    return {
      name: naming.name(words),
      cell: () => (choose.chance(75) ? form.write(dayAt(choose.number(from, to))) : ''),
    }
  }
