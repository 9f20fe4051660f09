import type { Rule } from '../domain/rule.ts'
import type { ConnectionKey } from './connection-key.ts'
import type { Storage } from './engine/storage.ts'
import { jsonText } from './json-text.ts'
import { type RuleColumns, ruleOf } from './rule-row.ts'

type Draft = {
  readonly id: string
  readonly rule: Rule
  readonly approved: readonly string[] | null
  readonly basedOn: number
}

/** Rules that are being worked on. What nobody saves is gone a day later. */
export function ruleDraftsRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    /** Returns its id. */
    async add(
      { workspaceId, miroOrgId }: ConnectionKey,
      { rule, approved, basedOn }: Omit<Draft, 'id'>,
      by: string,
      now: Date,
    ): Promise<string> {
      const { rows } = await pool.query<{ id: string }>(add, [
        workspaceId,
        miroOrgId,
        rule.way,
        rule.way === 'by_role' ? rule.miroRoles : [],
        jsonText(rule.way === 'by_role' ? rule.staffRoles : []),
        approved === null ? null : jsonText(approved),
        basedOn,
        by,
        now,
      ])
      return rows[0]?.id ?? ''
    },

    /** Null when there is none with this id that this person made. */
    async get({ workspaceId, miroOrgId }: ConnectionKey, id: string, by: string): Promise<Draft | null> {
      const { rows } = await pool.query<DraftRow>(
        `${select} WHERE workspace_id = $1 AND miro_org_id = $2 AND id = $3 AND drafted_by = $4`,
        [workspaceId, miroOrgId, id, by],
      )
      return draftOf(rows[0])
    },

    /** The last that this person left unsaved within a day, of those begun on this version; null when there is none. */
    async unsaved(
      { workspaceId, miroOrgId }: ConnectionKey,
      by: string,
      basedOn: number,
      now: Date,
    ): Promise<Draft | null> {
      const { rows } = await pool.query<DraftRow>(unsaved, [workspaceId, miroOrgId, by, basedOn, now])
      return draftOf(rows[0])
    },
  }
}

type DraftRow = RuleColumns & Omit<Draft, 'rule'>

const draftOf = (row: DraftRow | undefined): Draft | null =>
  row === undefined ? null : { id: row.id, rule: ruleOf(row), approved: row.approved, basedOn: row.basedOn }

const select = 'SELECT id, way, miro_roles, staff_roles, approved, based_on AS "basedOn" FROM rule_draft'

const unsaved = `${select}
  WHERE workspace_id = $1 AND miro_org_id = $2 AND drafted_by = $3 AND based_on = $4
    AND drafted_at > $5::timestamptz - interval '1 day'
  ORDER BY drafted_at DESC, id LIMIT 1`

const add = `
  WITH forgotten AS (
    DELETE FROM rule_draft WHERE workspace_id = $1 AND drafted_at < $9::timestamptz - interval '1 day')
  INSERT INTO rule_draft (workspace_id, miro_org_id, id, way, miro_roles, staff_roles, approved, approved_roles,
    based_on, drafted_by, drafted_at)
  SELECT $1, $2, gen_random_uuid()::text, $3, $4, $5, $6::jsonb, (
      SELECT coalesce(jsonb_object_agg(id, role), '{}') FROM account
      WHERE workspace_id = $1 AND miro_org_id = $2 AND id IN (SELECT jsonb_array_elements_text($6::jsonb))),
    $7, $8, $9
  RETURNING id`
