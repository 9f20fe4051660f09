import { z } from 'zod'
import type { NoticeFacts } from '../domain/alert.ts'
import { checkIds } from '../domain/check.ts'
import { gapReasons } from '../domain/gap.ts'
import { changeShape, conflictShape, mistakeShape, originShape } from './json-shapes.ts'

const instant = z.iso.datetime().transform(text => new Date(text))
const organization = { organizationName: z.string(), miroOrgId: z.string() }
export const checkIdShape = z.enum(checkIds)

const connection = z.object({
  kind: z.literal('connection'),
  ...organization,
  trouble: z.enum(['reconnect_needed', 'access_lost', 'stale']),
  because: z.enum(gapReasons).nullable().default(null),
  since: instant,
  lastCompleteSyncAt: instant.nullable(),
  fixedAt: instant.nullable(),
})

const tokens = z.object({
  kind: z.literal('tokens'),
  ...organization,
  renewedAt: instant,
  endsAt: instant,
  fixedAt: instant.nullable(),
})

const disconnected = z.object({
  kind: z.literal('disconnected'),
  ...organization,
  by: z.string(),
  since: instant,
  closedFindings: z.number(),
  fixedAt: instant.nullable(),
})

const firstLook = z.object({
  kind: z.literal('first_look'),
  ...organization,
  accounts: z.number(),
  unknown: z.number().default(0),
  open: z.array(z.object({ checkId: checkIdShape, count: z.number() })),
  chosen: z.object({ channelId: z.string(), at: instant }).nullable().default(null),
  disconnected: z.object({ by: z.string(), at: instant }).nullable().default(null),
})

const channel = z.object({
  kind: z.literal('channel'),
  channelId: z.string(),
  trouble: z.string(),
  since: instant,
  fixedAt: instant.nullable(),
  goTo: z.string().nullable(),
})

const channelHere = z.object({
  ...{ kind: z.literal('channel_here'), channelId: z.string(), before: z.string() },
  ...{ open: z.number(), overdue: z.number() },
})

const channelAway = z.object({ kind: z.literal('channel_away'), channelId: z.string(), goTo: z.string() })

const staffList = z.object({
  kind: z.literal('staff_list'),
  trouble: z.enum(['not_read', 'no_addresses']),
  since: instant,
  staffReadAt: instant.nullable(),
  fixedAt: instant.nullable(),
})

const unused = z
  .object({ mistakes: z.array(mistakeShape), conflicts: z.array(conflictShape), more: z.number() })
  .default({ mistakes: [], conflicts: [], more: 0 })

const listTrouble = z.object({
  kind: z.literal('list_trouble'),
  origin: originShape,
  trouble: z.enum(['unreadable', 'invalid', 'rows', 'letters']),
  unused,
  damaged: z.string().nullable(),
  since: instant,
  readAt: instant.nullable(),
  fixedAt: instant.nullable(),
})

const decided = z
  .object({ as: z.enum(['applied', 'superseded']), by: z.string().nullable(), at: instant })
  .nullable()
const unbelievable = ['nobody_left', 'many_gone', 'grew_tenfold', 'other_organisation'] as const

const heldList = z.object({
  kind: z.literal('held_list'),
  runId: z.string(),
  origin: originShape,
  unused,
  reason: z.enum([...unbelievable, 'many_back', 'mistakes', 'columns']),
  columns: z
    .object({
      addresses: z.array(z.string()).nullable(),
      saysWhoLeft: z.boolean(),
      statusAlone: z.boolean(),
      maybe: z.array(z.string()),
    })
    .nullable(),
  rows: z.number(),
  setAside: z.number(),
  ...changeShape.shape,
  leaving: z.number(),
  returning: z.number(),
  decided,
})

const heldSync = z.object({
  kind: z.literal('held_sync'),
  organizationName: z.string().nullable(),
  miroOrgId: z.string().nullable(),
  runId: z.string(),
  reason: z.enum(unbelievable),
  ...changeShape.shape,
  decided,
})

const contracts = z.object({
  kind: z.literal('contracts'),
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      lastDay: z.string().nullable(),
      endAt: instant,
      reminder: z.union([z.literal(1), z.literal(7), z.literal(14)]),
      days: z.number(),
    }),
  ),
})

const heldGroups = z.object({
  kind: z.literal('held_groups'),
  runId: z.string(),
  groups: z.array(
    z.object({
      handle: z.string(),
      reason: z.enum(unbelievable),
      ...changeShape.shape,
    }),
  ),
  more: z.number(),
  readAt: instant.nullable(),
  decided,
})

const unlistedPerson = z.object({
  id: z.string(),
  name: z.string(),
  since: instant,
  askedAt: instant,
  accounts: z.number(),
  likely: z.number().optional(),
  alike: z.string().optional(),
})

const answered = z.object({
  id: z.string(),
  name: z.string(),
  as: z.enum(['left', 'still_here', 'listed', 'deactivated', 'joined', 'over']),
  by: z.string().optional(),
  at: instant.optional(),
})

const unlisted = z.object({
  kind: z.literal('unlisted'),
  people: z.array(unlistedPerson),
  all: z.number(),
  dueAt: instant,
  overdue: z.boolean(),
  answered: z.array(answered),
  fixedAt: instant.nullable(),
})

const unlistedCount = z.object({
  kind: z.literal('unlisted_count'),
  all: z.number(),
  asked: z.boolean(),
  dueAt: instant,
  overdue: z.boolean(),
  fixedAt: instant.nullable(),
})

const aboutQuestion = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('question'), questionId: z.string(), again: z.boolean() }),
  z.object({ kind: z.literal('answer'), questionId: z.string() }),
])

/** Which question a message is about. Throws when it is not ours. */
export const questionNoticeOf = (stored: unknown): z.infer<typeof aboutQuestion> =>
  aboutQuestion.parse(stored)

const shape = z.discriminatedUnion('kind', [
  connection,
  tokens,
  disconnected,
  firstLook,
  channel,
  channelHere,
  channelAway,
  staffList,
  heldSync,
  listTrouble,
  heldList,
  contracts,
  heldGroups,
  unlisted,
  unlistedCount,
])

/** Kinds that can be stored: one that has no shape here does not compile where it is told. */
export type NoticeKind = z.infer<typeof shape>['kind']

/** The facts of a notice as they are stored. */
export const noticeShape: z.ZodType<NoticeFacts> = shape

/** Throws when they are not ours. */
export const noticeOf = (stored: unknown): NoticeFacts => noticeShape.parse(stored)
