import type { FoundPerson, SoughtPerson } from '../domain/staff.ts'
import { flag, int, orNull, text } from './engine/columns.ts'
import { command, count, rows, type Statement, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { hasLeft, personNow, personOfSlack } from './person-sql.ts'
import { likePattern } from './sql-values.ts'

/** Who is known, and the staff, asked about single things. Only members who have not left are staff. */
export function peopleRepository({ pool }: Pick<Storage, 'pool'>) {
  const values = async (one: Statement<{ value: string }>, asked: readonly unknown[]): Promise<string[]> =>
    (await rows(pool, one, asked)).map(({ value }) => value)
  const is = async (one: Statement<never>, asked: readonly unknown[]): Promise<boolean> =>
    (await count(pool, one, asked)) > 0
  return {
    /** Everybody who may be meant. A person who was joined with another is found as whom they are now. */
    search: (
      workspaceId: string,
      sought: SoughtPerson,
      { now, limit }: { readonly now: Date; readonly limit: number },
    ): Promise<FoundPerson[]> => rows(pool, search[sought.kind], [workspaceId, wordOf(sought), now, limit]),

    /** Slack ids of the workspace's owners and admins. */
    admins: (workspaceId: string, now: Date): Promise<string[]> => values(admins, [workspaceId, now]),

    /** Where Slack says that somebody of today's staff is; null: it does not say. */
    timeZone: async (workspaceId: string, slackUserId: string, now: Date): Promise<string | null> =>
      (await values(timeZone, [workspaceId, now, slackUserId]))[0] ?? null,

    isCurrent: (workspaceId: string, slackUserId: string, now: Date): Promise<boolean> =>
      is(isCurrent, [workspaceId, now, slackUserId]),

    /** True only of somebody the sources know, and no longer as a colleague of today. */
    hasLeft: (workspaceId: string, slackUserId: string, now: Date): Promise<boolean> =>
      is(gone, [workspaceId, now, slackUserId]),

    /**
     * Whether somebody's last day is over, a staff list no longer names them, whatever Slack says, or it is the second
     * user of Slack they have: nobody speaks with two voices.
     */
    leftElsewhere: (workspaceId: string, slackUserId: string, now: Date): Promise<boolean> =>
      is(leftElsewhere, [workspaceId, now, slackUserId]),

    /** Staff of today of whom no source tells an address, by name, and how many there are. */
    withoutAddress: (workspaceId: string, now: Date, limit: number) =>
      rows(pool, withoutAddress, [workspaceId, now, limit]),

    /** Every address of the person with this Slack id, also those they had before. */
    addresses: (workspaceId: string, slackUserId: string): Promise<string[]> =>
      values(addresses, [workspaceId, slackUserId]),

    /** Job titles that staff have today. */
    titles: (workspaceId: string, now: Date): Promise<string[]> => values(titles, [workspaceId, now]),

    departments: (workspaceId: string, now: Date): Promise<string[]> =>
      values(departments, [workspaceId, now]),
  }
}

/** What is looked for in the database. */
const wordOf = (sought: SoughtPerson): string => {
  switch (sought.kind) {
    case 'slack':
      return sought.slackUserId
    case 'person':
      return sought.personId
    case 'address':
      return sought.address
    default:
      return likePattern(sought.text)
  }
}

// $1 workspace, $2 what is looked for, $3 now, $4 how many

const foundRow = {
  id: text(),
  name: text(),
  title: orNull(text()),
  slackUserId: orNull(text()),
  address: orNull(text()),
  left: flag(),
}

const found = (which: string, order = 'deactivated, name, id') =>
  statement(foundRow)`
  SELECT id, name, title, slack_user_id AS "slackUserId", address, has_left AS "left" FROM (
    SELECT p.*, ${hasLeft('p', '$3')} AS has_left, (
      SELECT min(d.address) FROM person_address d
      WHERE d.workspace_id = $1 AND d.person_id = p.id AND d.kind = 'primary') AS address
    FROM person p WHERE p.workspace_id = $1) known
  WHERE ${which} ORDER BY ${order} LIMIT $4`

const written = '(name ILIKE $2 OR address ILIKE $2)'

export const search = {
  slack: found(`slack_user_id = $2 OR id = ${personOfSlack('$2')}`),
  person: found(`id = ${personNow('$2')}`),
  /** Everybody who carries this address, or once did. */
  address: found('id IN (SELECT person_id FROM person_address WHERE workspace_id = $1 AND address = $2)'),
  name: found('name ILIKE $2'),
  anybody: found(written, 'name, id'),
  not_in_slack: found(
    `kind IN ('member', 'unknown') AND (slack_user_id IS NULL OR has_left) AND ${written}`,
    'name, id',
  ),
}

// $1 workspace, $2 now, $3 Slack id

const left = hasLeft('person', '$2')
const current = `workspace_id = $1 AND kind = 'member' AND NOT ${left}`

export const isCurrent = command`SELECT 1 FROM person WHERE slack_user_id = $3 AND ${current}`

/** Somebody's other user of Slack, the one that does not count. */
const second = `
  SELECT 1 FROM person_source s JOIN person p ON p.workspace_id = $1 AND p.id = s.person_id
  WHERE s.workspace_id = $1 AND s.slack_user_id = $3 AND p.slack_user_id <> $3`

export const gone = command`
  SELECT 1 FROM person WHERE workspace_id = $1 AND slack_user_id = $3 AND (kind <> 'member' OR ${left})
  UNION ALL ${second}`

export const leftElsewhere = command`
  SELECT 1 FROM person
  WHERE workspace_id = $1 AND slack_user_id = $3 AND (end_at <= $2 OR conflict = 'list_gone')
  UNION ALL ${second}`

const value = { value: text() }

export const admins = statement(value)`
  SELECT slack_user_id AS value FROM person
  WHERE ${current} AND is_admin AND slack_user_id IS NOT NULL ORDER BY name, id`

/** $3 Slack id */
export const timeZone = statement(value)`
  SELECT time_zone AS value FROM person WHERE ${current} AND slack_user_id = $3 AND time_zone IS NOT NULL`

/** $3 how many */
export const withoutAddress = statement({ name: text(), total: int() })`
  SELECT name, count(*) OVER ()::int AS total FROM person
  WHERE ${current} AND NOT EXISTS (
    SELECT 1 FROM person_address a WHERE a.workspace_id = $1 AND a.person_id = person.id)
  ORDER BY name, id LIMIT $3`

const distinct = (column: string) =>
  statement(
    value,
  )`SELECT DISTINCT ${column} AS value FROM person WHERE ${current} AND ${column} <> '' ORDER BY value`

export const titles = distinct('title')

export const departments = distinct('department')

/** $2 Slack id */
export const addresses = statement(value)`
  SELECT a.address AS value FROM person_address a
  JOIN person p ON p.workspace_id = a.workspace_id AND p.id = a.person_id
  WHERE p.workspace_id = $1 AND p.slack_user_id = $2`
