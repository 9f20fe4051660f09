import { z } from 'zod'
import type { Rule } from '../domain/rule.ts'
import type { ConnectionKey } from './connection-key.ts'
import { one } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import type { RuleDraft } from './generated/client.ts'
import { jsonText } from './json-text.ts'
import { add } from './rule-drafts-sql.ts'
import { ruleOf, ruleValues } from './rule-row.ts'

export type Draft = {
  readonly id: string
  readonly rule: Rule
  readonly approved: readonly string[] | null
  readonly basedOn: number
}

/** Rules that are being worked on. What nobody saves is gone a day later. */
export function ruleDraftsRepository({ pool, prisma }: Pick<Storage, 'pool' | 'prisma'>) {
  return {
    /** Returns its id. */
    async add(
      { workspaceId, miroOrgId }: ConnectionKey,
      { rule, approved, basedOn }: Omit<Draft, 'id'>,
      by: string,
      now: Date,
    ): Promise<string> {
      const { id } = await one(pool, add, [
        ...[workspaceId, miroOrgId, ...ruleValues(rule)],
        ...[approved === null ? null : jsonText(approved), basedOn, by, now],
      ])
      return id
    },

    /** Null when there is none with this id that this person made. */
    async get({ workspaceId, miroOrgId }: ConnectionKey, id: string, by: string): Promise<Draft | null> {
      const where = { workspaceId, miroOrgId, id, draftedBy: by }
      return draftOf(await prisma.ruleDraft.findFirst({ where }))
    },

    /** The last that this person left unsaved within a day, of those begun on this version; null when there is none. */
    async unsaved(
      { workspaceId, miroOrgId }: ConnectionKey,
      by: string,
      basedOn: number,
      now: Date,
    ): Promise<Draft | null> {
      const dayBefore = new Date(now.getTime() - 86_400_000)
      const where = { workspaceId, miroOrgId, draftedBy: by, basedOn, draftedAt: { gt: dayBefore } }
      return draftOf(
        await prisma.ruleDraft.findFirst({ where, orderBy: [{ draftedAt: 'desc' }, { id: 'asc' }] }),
      )
    },
  }
}

const accountIds = z.array(z.string()).nullable()

const draftOf = (row: RuleDraft | null): Draft | null =>
  row && { id: row.id, rule: ruleOf(row), approved: accountIds.parse(row.approved), basedOn: row.basedOn }
