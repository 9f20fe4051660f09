import { z } from 'zod'
import { isWhy, type Results, type Why } from '../domain/check.ts'
import type { ChosenByCheck } from '../domain/checks/form.ts'
import { type Gap, type Gaps, gapReasons } from '../domain/gap.ts'
import { type ChosenColumns, staffFields } from '../domain/staff-columns.ts'
import { type ListChanges, listChanges, type MistakeKind } from '../domain/staff-list.ts'
import { verdicts } from '../domain/verdict.ts'

// What is kept in JSON columns, as far as several files read it.

/** `assessment.results` */
const result = z.object({
  verdict: z.enum(verdicts),
  why: z.custom<Why>(word => typeof word === 'string' && isWhy(word)),
})
export const resultsShape: z.ZodType<Results> = z.record(z.string(), result)

/** Reads `assessment.results`. The same object for the same text: there are a few, for very many accounts. */
export function resultsReader(): (text: string) => Results {
  const known = new Map<string, Results>()
  return text => {
    const before = known.get(text)
    if (before !== undefined) return before
    const read = resultsShape.parse(JSON.parse(text))
    known.set(text, read)
    return read
  }
}

export const deadlineShape = z.object({
  amount: z.number(),
  unit: z.enum(['hours', 'days', 'business_days']),
})

/** Of `workspace.settings` */
export const holidaysShape = z.array(z.object({ day: z.string(), name: z.string() }))

/** The days alone. */
export const holidayDaysShape = holidaysShape.transform((holidays): readonly string[] =>
  holidays.map(({ day }) => day),
)

/** `workspace.checks` */
export const chosenShape: z.ZodType<ChosenByCheck> = z.record(
  z.string(),
  z.object({
    on: z.boolean().optional(),
    deadline: deadlineShape.optional(),
    options: z.record(z.string(), z.union([z.number(), z.string(), z.null()])).optional(),
  }),
)

/** A row of `source_gap`, as `gapJson` builds it. */
const gapShape: z.ZodType<Gap> = z.object({
  since: z.coerce.date(),
  staleAt: z.coerce.date(),
  because: z.enum(gapReasons),
})

export const gapsShape: z.ZodType<Gaps> = z.object({
  accounts: gapShape.nullable(),
  staff: gapShape.nullable(),
})

/** A change in numbers that a held run asks a person about. `sample`: a few of who is gone. */
export const changeShape = z.object({
  before: z.number(),
  after: z.number(),
  gone: z.number(),
  sample: z.array(z.string()),
})

// Of staff lists, as they are stored beside runs and messages.

export const originShape = z.object({ kind: z.enum(['upload', 'text', 'path', 'url']), name: z.string() })

export const mistakeShape = z.object({
  line: z.number(),
  kind: z.custom<MistakeKind>(value => typeof value === 'string'),
  column: z.string().nullable(),
  value: z.string().nullable(),
  other: z.number().nullable(),
})

export const conflictShape = z.object({
  line: z.number(),
  address: z.string(),
  because: z.enum(['several_people', 'same_person']),
  other: z.number().nullable(),
})

export const listChangesShape: z.ZodType<ListChanges> = z.partialRecord(
  z.enum(listChanges),
  z.object({
    all: z.number(),
    first: z.array(
      z.object({
        called: z.string(),
        address: z.string().nullable(),
        from: z.string().nullable(),
        to: z.string().nullable(),
      }),
    ),
  }),
)

export const chosenColumnsShape: z.ZodType<ChosenColumns> = z.record(
  z.string().regex(/^\d{1,3}$/),
  z.enum(staffFields).nullable(),
)

export const leftOutShape = z.object({ line: z.number(), called: z.string() })

/** `journal.facts` */
export const factsShape = z.record(z.string(), z.unknown())
