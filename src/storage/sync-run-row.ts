import { z } from 'zod'
import type { StaffField } from '../domain/staff-list.ts'
import { conflictShape, mistakeShape, originShape } from './staff-list-shape.ts'

/** What is read: Miro's accounts (the id is the organisation's), Slack's directory or a staff list (the workspace's). */
export type Source = {
  readonly workspaceId: string
  readonly source: 'miro' | 'slack' | 'list'
  readonly sourceId: string
}

/** One read of one source. */
export type Run = Source & {
  readonly id: string
  /** running, complete, held, failed or superseded */
  readonly state: string
  readonly fence: number
  readonly startedAt: Date
  readonly heartbeatAt: Date
  readonly finishedAt: Date | null
  readonly cursor: string | null
  readonly pages: number
  readonly rows: number
  readonly setAside: number
  readonly reason: string | null
  readonly change: Change | null
  /** What applying a staff list would do, once it is staged. */
  readonly file: File | null
  readonly requestedBy: string | null
}

/** A change in numbers that a held run asks a person about. */
export type Change = z.infer<typeof changeShape>

const changeShape = z.object({
  before: z.number(),
  after: z.number(),
  gone: z.number(),
  sample: z.array(z.string()),
})

type File = z.infer<typeof fileShape>

const examples = z.array(z.string())
const readingShape = z.object({
  separator: z.enum([',', ';', '\t']),
  columns: z.array(
    z.object({
      written: z.string(),
      field: z.custom<StaffField>(value => typeof value === 'string').nullable(),
      unused: z.enum(['unknown', 'twice']).nullable(),
    }),
  ),
  mistakes: z.object({
    first: z.array(mistakeShape),
    all: z.number(),
    rows: z.number(),
  }),
  managersByName: z.number(),
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
  returning: z.number(),
  missing: z.number(),
  conflicts: z.number(),
  before: z.number(),
  gone: z.number(),
  after: z.number(),
  samples: z.object({
    added: examples,
    changed: examples,
    leaving: examples,
    returning: examples,
    missing: examples,
    conflicts: z.array(conflictShape),
  }),
})

export const runColumns = `workspace_id, id, source, source_id, state, fence, started_at, heartbeat_at, finished_at,
  cursor, pages, rows, set_aside, reason, change, requested_by`

export type RunRow = {
  workspace_id: string
  id: string
  source: 'miro' | 'slack' | 'list'
  source_id: string
  state: string
  fence: number
  started_at: Date
  heartbeat_at: Date
  finished_at: Date | null
  cursor: string | null
  pages: number
  rows: number
  set_aside: number
  reason: string | null
  change: unknown
  requested_by: string | null
}

export const runOf = (row: RunRow): Run => ({
  workspaceId: row.workspace_id,
  id: row.id,
  source: row.source,
  sourceId: row.source_id,
  state: row.state,
  fence: row.fence,
  startedAt: row.started_at,
  heartbeatAt: row.heartbeat_at,
  finishedAt: row.finished_at,
  cursor: row.cursor,
  pages: row.pages,
  rows: row.rows,
  setAside: row.set_aside,
  reason: row.reason,
  change: row.change === null || row.source === 'list' ? null : changeShape.parse(row.change),
  file: row.change === null || row.source !== 'list' ? null : fileShape.parse(row.change),
  requestedBy: row.requested_by,
})
