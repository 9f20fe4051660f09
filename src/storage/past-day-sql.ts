import { flag, json, milliseconds, orNull, type RowOf, text, texts } from './engine/columns.ts'
import { statement } from './engine/statement.ts'
import { factsShape } from './json-shapes.ts'

// How things were at an instant: of each thing the newest row of the journal up to then.

export type Remembered = RowOf<typeof remembered>
const remembered = { kind: text(), subject: text(), facts: json(factsShape), part: orNull(text()) }

/** `key`: what tells several things of one kind about the same subject apart. */
const newest = (key: string, which: string, until: string) => `
  SELECT newest.kind, newest.subject, newest.facts, p.part
  FROM (
    SELECT DISTINCT ON (kind, subject, ${key}) id, kind, subject, facts
    FROM journal WHERE workspace_id = $1 AND ${which} AND at <= ${until}
    ORDER BY kind, subject, ${key}, id DESC) newest
  LEFT JOIN journal_part p ON p.workspace_id = $1 AND p.id = newest.id
  WHERE NOT newest.facts ? 'deleted'
  ORDER BY newest.id`

const ofAccounts = "kind IN ('account', 'verdict', 'class', 'approval', 'exception')"

/** $1 workspace, $2 organisation, $3 accounts, $4 until when: all that bears on these accounts. */
export const accountsThen = statement(remembered)`${newest(
  `coalesce(facts ->> 'checkId', '')`,
  `${ofAccounts} AND miro_org_id = $2 AND subject = ANY($3::text[])`,
  '$4',
)}`

/** $1 workspace, $2 organisation, $3 the last id of the batch before, $4 until when, $5 how many: ids in their order. */
export const accountIdsThen = statement({ id: text() })`
  SELECT DISTINCT subject AS id FROM journal
  WHERE workspace_id = $1 AND miro_org_id = $2 AND kind = 'account' AND subject > $3 AND at <= $4
  ORDER BY subject LIMIT $5`

/** $1 workspace, $2 until when: everybody known, with their addresses and groups, and what people entered of them. */
export const peopleThen = statement(remembered)`${newest(
  `coalesce(facts ->> 'groupId', facts ->> 'recordId', '')`,
  "(kind IN ('person', 'addresses', 'group', 'slack_group') OR (kind = 'source' AND facts ->> 'source' = 'entered'))",
  '$2',
)}`

/** $1 workspace, $2 organisation, $3 until when: settings, connection, the rule in force and gaps. */
export const frameThen = statement(remembered)`${newest(
  `CASE kind WHEN 'gap' THEN facts ->> 'id' ELSE '' END`,
  "((kind IN ('settings', 'gap') AND subject = $1) OR (kind IN ('connection', 'rule', 'gap') AND subject = $2))",
  '$3',
)}`

const staffRun = (source: string) => `
  FROM journal WHERE subject = $1 AND workspace_id = $1 AND kind = 'run' AND at <= $3
    AND facts ->> 'source' = '${source}' AND facts ->> 'state' = 'complete'`

/** $1 workspace, $2 organisation, $3 until when: whether the staff was ever read, when a list of it was, and the roles accounts with access had. */
export const knownThen = statement({ staffRead: flag(), listReadAt: orNull(milliseconds()), roles: texts() })`
  SELECT EXISTS (SELECT 1 ${staffRun('slack')}) AS "staffRead",
    (SELECT max((facts ->> 'finishedAt')::float8) ${staffRun('list')}) AS "listReadAt",
    ARRAY(
      SELECT DISTINCT facts ->> 'role' FROM (
        SELECT DISTINCT ON (subject) facts FROM journal
        WHERE workspace_id = $1 AND miro_org_id = $2 AND kind = 'account' AND at <= $3
        ORDER BY subject, id DESC) newest
      WHERE NOT facts ? 'removedAt' AND facts ->> 'active' IS DISTINCT FROM 'false' ORDER BY 1) AS roles`
