import { z } from 'zod'
import { staffFields } from '../domain/staff-columns.ts'
import { instant, int, json, orNull, type RowOf, text } from './engine/columns.ts'
import {
  changeShape,
  chosenColumnsShape,
  conflictShape,
  leftOutShape,
  listChangesShape,
  mistakeShape,
  originShape,
} from './json-shapes.ts'

/**
 * What is read: Miro's accounts (the id is the organisation's), Slack's directory, a staff list or Slack's user groups
 * (the workspace's).
 */
export type Source = {
  readonly workspaceId: string
  readonly source: 'miro' | 'slack' | 'list' | 'groups'
  readonly sourceId: string
}

export type Change = z.infer<typeof changeShape>

type File = z.infer<typeof fileShape>

const mistakesShape = z.object({
  first: z.array(mistakeShape).readonly(),
  all: z.number(),
  rows: z.number(),
})
const readingShape = z.object({
  separator: z.enum([',', ';', '\t', '|']),
  columns: z
    .array(
      z.object({
        written: z.string(),
        field: z.enum(staffFields).nullable(),
        guessed: z.enum(staffFields).nullable(),
        unused: z.enum(['unknown', 'days', 'words', 'addresses', 'twice', 'ignored']).nullable(),
      }),
    )
    .readonly(),
  chosen: chosenColumnsShape,
  mistakes: mistakesShape,
  hints: mistakesShape,
  damaged: z.string().nullable(),
  withoutAddress: z.number(),
  nameless: z.array(leftOutShape).readonly(),
  guests: z.number(),
  managersByName: z.number(),
  managersByNumber: z.number(),
  contractEnds: z.object({ all: z.number(), first: z.array(leftOutShape).readonly() }),
  replaced: z.object({
    all: z.number(),
    first: z.array(z.object({ line: z.number(), counts: z.number() })).readonly(),
  }),
  own: z.object({ line: z.number(), lastDay: z.string().nullable() }).nullable(),
})
const fileShape = z.object({
  origin: originShape,
  reading: readingShape,
  rows: z.number(),
  setAside: z.number(),
  added: z.number(),
  changed: z.number(),
  leaving: z.number(),
  unlisted: z.number(),
  returning: z.number(),
  missing: z.number(),
  conflicts: z.number(),
  before: z.number(),
  gone: z.number(),
  after: z.number(),
  changes: listChangesShape,
  /** The first rows in conflict. */
  conflicting: z.array(conflictShape).readonly(),
  /** Whom the first rows with mistakes leave out. */
  leftOut: z.array(leftOutShape).readonly(),
  /** Rows with mistakes that name nobody by an address. */
  unnamed: z.number(),
})

export const runColumns = {
  workspaceId: text(),
  id: text(),
  source: text<Source['source']>(),
  sourceId: text(),
  /** running, complete, held, failed or superseded */
  state: text(),
  fence: int(),
  startedAt: instant(),
  heartbeatAt: instant(),
  finishedAt: orNull(instant()),
  cursor: orNull(text()),
  pages: int(),
  rows: int(),
  setAside: int(),
  reason: orNull(text()),
  because: orNull(text()),
  change: json(z.unknown()),
  requestedBy: orNull(text()),
}
type RunRow = RowOf<typeof runColumns>

/** One read of one source. */
export type Run = Omit<RunRow, 'change'> & {
  readonly change: Change | null
  /** What applying a staff list would do, once it is staged. */
  readonly file: File | null
}

export const runOf = ({ change, ...row }: RunRow): Run => ({
  ...row,
  change: change === null || row.source === 'list' ? null : changeShape.parse(change),
  file: change === null || row.source !== 'list' ? null : fileShape.parse(change),
})
