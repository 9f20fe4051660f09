import { z } from 'zod'
import type { MistakeKind } from '../domain/staff-list.ts'

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
})
