import { type ListedStaff, type PeopleList, peopleLists } from '../domain/people-list.ts'
import type { PersonKind } from '../domain/staff.ts'
import { fields, flag, instant, int, orNull, text } from './engine/columns.ts'
import { one, rows, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { hasLeft } from './person-sql.ts'

/** `by`: Slack id of who asks. `until`: up to when somebody leaves soon. */
type Asked = { readonly by: string; readonly now: Date; readonly until: Date }

type Paged = Asked & { readonly from: number; readonly size: number }

/** The staff by what matters of them now, without the person who asks. */
export const peopleListRepository = ({ pool }: Pick<Storage, 'pool'>) => ({
  counts: (workspaceId: string, { by, now, until }: Asked) =>
    one(pool, peopleCounts, [workspaceId, now, until, by]),

  page: (
    workspaceId: string,
    list: PeopleList,
    { by, now, until, from, size }: Paged,
  ): Promise<ListedStaff[]> => rows(pool, peoplePage, [workspaceId, now, until, by, list, from, size]),
})

// $1 workspace, $2 now, $3 until when, $4 Slack id of who asks

const left = hasLeft('p', '$2')

/** Who is in which list. Guests and invited people are no staff. */
const which: Readonly<Record<PeopleList, string>> = {
  leaving: `NOT ${left} AND p.end_at <= $3`,
  left,
  contractors: `NOT ${left} AND p.type = 'contractor'`,
  on_leave: `NOT ${left} AND p.on_leave`,
  no_address: `NOT ${left} AND NOT EXISTS (
    SELECT FROM person_address d WHERE d.workspace_id = $1 AND d.person_id = p.id)`,
}

const staff = `
  FROM person p
  WHERE p.workspace_id = $1 AND p.kind IN ('member', 'unknown') AND p.slack_user_id IS DISTINCT FROM $4`

const countOf = (list: PeopleList): string => `(count(*) FILTER (WHERE ${which[list]}))::int`

const counted = { leaving: int(), left: int(), contractors: int(), on_leave: int(), no_address: int() }

export const peopleCounts = statement(counted)`
  SELECT ${countOf('leaving')} AS leaving, ${countOf('left')} AS "left", ${countOf('contractors')} AS contractors,
    ${countOf('on_leave')} AS on_leave, ${countOf('no_address')} AS no_address ${staff}`

const listedRow = {
  ...{ id: text(), name: text(), slackUserId: orNull(text()), kind: text<PersonKind>() },
  ...{ type: text<'employee' | 'contractor'>(), title: orNull(text()), lastDay: orNull(text()) },
  ...{ endAt: orNull(instant()), deactivated: flag(), leftKnownAt: orNull(instant()), onLeave: flag() },
}

/** Accounts that are known as theirs and may give access. */
const accounts = `(
  SELECT count(*)::int FROM assessment s
  JOIN account a ON a.workspace_id = $1 AND a.miro_org_id = s.miro_org_id AND a.id = s.account_id
  JOIN connection c ON c.workspace_id = $1 AND c.miro_org_id = s.miro_org_id AND c.state <> 'disconnected'
  WHERE s.workspace_id = $1 AND s.person_id = p.id AND s.class = 'staff' AND a.removed_at IS NULL
    AND a.active IS DISTINCT FROM false)`

const isIn = `CASE $5::text ${peopleLists.map(list => `WHEN '${list}' THEN ${which[list]}`).join('\n    ')} END`

/** $5 which list, $6 how many before, $7 how many. Who leaves first, or left last, comes first. */
export const peoplePage = statement({ ...listedRow, accounts: int() })`
  SELECT ${fields(listedRow, 'p')}, ${accounts} AS accounts ${staff} AND ${isIn}
  ORDER BY CASE WHEN $5 = 'leaving' THEN p.end_at END,
    CASE WHEN $5 = 'left' THEN coalesce(p.end_at, p.left_known_at) END DESC NULLS LAST, p.name, p.id
  LIMIT $7 OFFSET $6`
