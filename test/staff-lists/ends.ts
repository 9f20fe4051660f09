import type { Choose } from './choose.ts'
import { endUnknown } from './day-forms.ts'
import { contractEndNames, lastDayNames, rehireNames } from './end-names.ts'
import type { Naming } from './naming.ts'
import { dayAt, isGone, type Person } from './people.ts'
import { askedNames, goneWords, hereWords, statusNames, type YesNo, yesNo } from './status-words.ts'

/** One column of a list: what stands in it for a person, on their row. */
export type Column = { readonly name: string; readonly cell: (person: Person) => string }

/** Which columns of a list tell who left. */
export type Shape = {
  readonly lastDays: number
  readonly status: 'no' | 'word' | 'asked'
  readonly contractEnd: boolean
  readonly rehire: boolean
}

const none = { lastDays: 0, status: 'no', contractEnd: false, rehire: false } as const

const plainShapes: readonly Shape[] = [
  { ...none, lastDays: 1 },
  { ...none, status: 'word' },
  { ...none, status: 'asked' },
  { ...none, lastDays: 1, status: 'word' },
  { ...none, lastDays: 1, status: 'asked' },
  { ...none, lastDays: 1, contractEnd: true },
  { ...none, lastDays: 1, status: 'word', contractEnd: true },
]

export const shapeOf = (choose: Choose, plain: boolean): Shape =>
  plain
    ? choose.one(plainShapes)
    : {
        lastDays: choose.one([0, 0, 1, 1, 1, 1, 2]),
        status: choose.one(['no', 'word', 'word', 'asked'] as const),
        contractEnd: choose.chance(25),
        rehire: choose.chance(25),
      }

/** Whether a list of this shape has a place for what is true of somebody. */
export function canTell(
  { lastDays, status, contractEnd }: Shape,
  { truth }: Person,
  plain: boolean,
): boolean {
  if (truth.is === 'here' || status !== 'no') return true
  if (truth.is === 'left, day unknown') return lastDays > 0 && !plain
  return lastDays > 0 || (contractEnd && 'day' in truth)
}

export function endColumns(choose: Choose, naming: Naming, shape: Shape, plain: boolean): Column[] {
  const answers = choose.one(yesNo.filter(each => each.plain || !plain))
  // An empty cell or a dash says nothing against a day.
  const speaks =
    shape.rehire || shape.status === 'word' || (shape.status === 'asked' && answers.no.length > 1)
  const columns = Array.from({ length: shape.lastDays }, (_, at) =>
    lastDay(choose, naming, { shape, speaks, plain, second: at > 0 }),
  )
  if (shape.contractEnd) columns.push(contractEnd(choose, naming, shape))
  if (shape.rehire) columns.push(rehire(choose, naming))
  if (shape.status === 'word') columns.push(status(choose, naming, shape, plain))
  if (shape.status === 'asked') columns.push(asked(choose, answers, plain))
  return columns
}

type HowLastDay = {
  readonly shape: Shape
  /** Another column says that somebody came back. */
  readonly speaks: boolean
  readonly plain: boolean
  readonly second: boolean
}

function lastDay(choose: Choose, naming: Naming, how: HowLastDay): Column {
  const { shape, speaks, plain, second } = how
  const form = naming.days()
  return {
    name: naming.of(lastDayNames),
    cell: ({ truth }) => {
      if ('day' in truth) return second && choose.chance(40) ? '' : form.write(truth.day)
      if (truth.is === 'rehired') {
        // Where nothing else speaks it would say that they left.
        return speaks && choose.chance(60) ? form.write(truth.left) : naming.noEnd()
      }
      if (truth.is === 'here') return naming.noEnd()
      if (shape.status === 'no') return choose.one(endUnknown)
      return plain || choose.chance(90) ? naming.noEnd() : choose.one(endUnknown)
    },
  }
}

/** A plan, beside a last day; else what says when they leave. */
function contractEnd(choose: Choose, naming: Naming, shape: Shape): Column {
  const form = naming.days()
  return {
    name: naming.of(contractEndNames),
    cell: ({ truth, contractor }) => {
      if (shape.lastDays === 0) {
        if ('day' in truth) return form.write(truth.day)
        return truth.is === 'here' && choose.chance(30)
          ? form.write(dayAt(choose.number(5, 300)))
          : naming.noEnd()
      }
      if (choose.chance(60)) return ''
      // An employee's contract was renewed and nobody wrote it down; for contractors it would say that they left.
      const gone = isGone({ ...truth })
      return form.write(dayAt(choose.number(contractor && !gone ? 1 : -300, 300)))
    },
  }
}

function rehire(choose: Choose, naming: Naming): Column {
  const form = naming.days()
  return {
    name: naming.name(rehireNames),
    cell: ({ truth, start }) => {
      if (truth.is === 'rehired') return form.write(truth.back)
      // Long ago, before an end that came later.
      return choose.chance(5) ? form.write(start) : ''
    },
  }
}

function status(choose: Choose, naming: Naming, { lastDays }: Shape, plain: boolean): Column {
  // Beside a day some write what will be, and some do not write at all what has been.
  const said = (person: Person) => isGone(person.truth) || (person.truth.is === 'leaves' && untrue())
  const untrue = () => !plain && lastDays > 0 && choose.chance(5)
  return {
    name: naming.of(statusNames),
    cell: person => {
      const stale = person.truth.is === 'left' && untrue()
      // Against a day that is over only a word that is known can speak: beside others the day decides.
      if (person.truth.is === 'rehired') return naming.known(hereWords)
      return naming.of(said(person) && !stale ? goneWords : hereWords)
    },
  }
}

function asked(choose: Choose, { yes, no }: YesNo, plain: boolean): Column {
  const column = choose.one(askedNames.filter(each => each.plain || !plain))
  return {
    name: column.name,
    cell: ({ truth }) => (isGone(truth) === (column.yes === 'gone') ? yes : no),
  }
}
