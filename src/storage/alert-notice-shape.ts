import { z } from 'zod'
import type { ConnectionFacts, FirstLookFacts, HeldSyncFacts, StaffListFacts } from '../domain/alert.ts'

const instant = z.iso.datetime().transform(text => new Date(text))
const checkId = z.enum(['identified', 'removed', 'configured', 'valid'])

const connection = z.object({
  kind: z.literal('connection'),
  organizationName: z.string(),
  miroOrgId: z.string(),
  trouble: z.enum(['reconnect_needed', 'access_lost', 'stale']),
  since: instant,
  lastCompleteSyncAt: instant.nullable(),
  fixedAt: instant.nullable(),
})

const firstLook = z.object({
  kind: z.literal('first_look'),
  organizationName: z.string(),
  miroOrgId: z.string(),
  accounts: z.number(),
  unknown: z.number().default(0),
  open: z.array(z.object({ checkId, count: z.number() })),
})

const staffList = z.object({
  kind: z.literal('staff_list'),
  trouble: z.enum(['not_read', 'no_addresses']),
  since: instant,
  staffReadAt: instant.nullable(),
  fixedAt: instant.nullable(),
})

const heldSync = z.object({
  kind: z.literal('held_sync'),
  organizationName: z.string().nullable(),
  runId: z.string(),
  reason: z.enum(['nobody_left', 'many_gone', 'grew_tenfold', 'other_organisation']),
  before: z.number(),
  after: z.number(),
  gone: z.number(),
  sample: z.array(z.string()),
  decided: z
    .object({ as: z.enum(['applied', 'superseded']), by: z.string().nullable(), at: instant })
    .nullable(),
})

const shape = z.discriminatedUnion('kind', [connection, firstLook, staffList, heldSync])

/** The facts of a notice as they are stored. Throws when they are not ours. */
export const noticeOf = (
  stored: unknown,
): ConnectionFacts | FirstLookFacts | StaffListFacts | HeldSyncFacts => shape.parse(stored)
