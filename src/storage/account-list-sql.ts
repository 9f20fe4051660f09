import type { AccountFilter } from '../domain/account-list.ts'
import type { ConnectionKey } from '../domain/connection-key.ts'
import { likePattern } from './like-pattern.ts'

export type Listing = { readonly afterId: string | null; readonly limit: number; readonly now: Date }

type Query = { readonly text: string; readonly values: unknown[] }

const ours = 'workspace_id = $1 AND miro_org_id = $2'

/** By address; those without one first. The id tells equal ones apart. Compared by bytes, which is several times faster. */
const placeOf = (account: string): string => `coalesce(${account}address, '') COLLATE "C", ${account}id`

/** One page of accounts with what the checks say of each. */
export function listing(key: ConnectionKey, filter: AccountFilter, { afterId, limit, now }: Listing): Query {
  const values: unknown[] = [key.workspaceId, key.miroOrgId]
  const param = (value: unknown): string => `$${values.push(value)}`
  const where = conditions(filter, now, param)
  // The id alone says where the page before ended: an address would stand in Slack's copy of the button.
  if (afterId !== null)
    where.push(`(${placeOf('a.')}) > (
      SELECT ${placeOf('')} FROM account WHERE ${ours} AND id = ${param(afterId)})`)
  const text = `
    SELECT a.id, a.email, a.name, a.role, a.license, a.active, a.last_activity_at AS "lastActivityAt",
      a.missing_since AS "missingSince", a.removed_at AS "removedAt", s.class,
      p.name AS "personName", p.last_day AS "lastDay", p.end_at AS "endAt", p.deactivated,
      p.left_known_at AS "leftKnownAt",
      s.results
    FROM (
      SELECT a.id ${from(filter)} WHERE ${where.join(' AND ')}
      ORDER BY ${placeOf('a.')} LIMIT ${param(limit)}) one
    CROSS JOIN LATERAL (SELECT * FROM account WHERE ${ours} AND id = one.id OFFSET 0) a
    LEFT JOIN LATERAL (SELECT * FROM assessment WHERE ${ours} AND account_id = a.id OFFSET 0) s ON true
    LEFT JOIN LATERAL (SELECT * FROM person WHERE workspace_id = $1 AND id = s.person_id OFFSET 0) p ON true
    ORDER BY ${placeOf('a.')}`
  return { text, values }
}

/** How many, but no more than `most`. */
export function counting(key: ConnectionKey, filter: AccountFilter, now: Date, most: number): Query {
  const values: unknown[] = [key.workspaceId, key.miroOrgId]
  const param = (value: unknown): string => `$${values.push(value)}`
  const where = conditions(filter, now, param).join(' AND ')
  const text = `
    SELECT count(*)::int AS count FROM (SELECT 1 ${from(filter)} WHERE ${where} LIMIT ${param(most)}) found`
  return { text, values }
}

/** What the checks said is looked at only where it is asked for. */
const from = ({ class: kind, verdict }: AccountFilter): string =>
  kind === null && verdict === null
    ? 'FROM account a'
    : `FROM account a JOIN assessment s
        ON s.workspace_id = a.workspace_id AND s.miro_org_id = a.miro_org_id AND s.account_id = a.id`

const presence: Readonly<Record<AccountFilter['presence'], string>> = {
  present: 'a.removed_at IS NULL',
  deactivated: 'a.removed_at IS NULL AND a.active IS FALSE',
  removed: 'a.removed_at IS NOT NULL',
}

function conditions(filter: AccountFilter, now: Date, param: (value: unknown) => string): string[] {
  const where = ['a.workspace_id = $1', 'a.miro_org_id = $2', presence[filter.presence]]
  if (filter.role !== null) where.push(`a.role = ${param(filter.role)}`)
  if (filter.license !== null) where.push(`a.license = ${param(filter.license)}`)
  if (filter.class !== null) where.push(`s.class = ${param(filter.class)}`)
  if (filter.verdict !== null) where.push(verdictIs(filter.verdict, param))
  if (filter.inactive === 'never') where.push('a.last_activity_at IS NULL')
  else if (filter.inactive !== null)
    where.push(`a.last_activity_at < ${param(new Date(now.getTime() - filter.inactive * 86_400_000))}`)
  const search = filter.search.trim()
  if (search !== '') where.push(found(param(likePattern(search.toLowerCase()))))
  return where
}

function verdictIs(
  { check, verdict }: NonNullable<AccountFilter['verdict']>,
  param: (value: unknown) => string,
): string {
  return check === 'any'
    ? `EXISTS (SELECT FROM jsonb_each(s.results) said WHERE said.value->>'verdict' = ${param(verdict)})`
    : `s.results->${param(check)}::text->>'verdict' = ${param(verdict)}`
}

// People are found first, so that no account has to look up its own. An address is lower case already: comparing it
// as it is takes a fraction of what ILIKE takes.
const found = (pattern: string): string => `(
  a.address LIKE ${pattern} OR a.address IS NULL AND a.email ILIKE ${pattern} OR a.name ILIKE ${pattern}
  OR a.id IN (SELECT account_id FROM assessment WHERE ${ours} AND person_id IN (
    SELECT id FROM person WHERE workspace_id = $1 AND name ILIKE ${pattern})))`

export const words = `
  WITH counted AS MATERIALIZED (
    SELECT role, license, count(*) AS held FROM account WHERE ${ours} GROUP BY role, license)
  SELECT
    ARRAY(SELECT role FROM counted GROUP BY role ORDER BY sum(held) DESC, role) AS roles,
    ARRAY(SELECT license FROM counted GROUP BY license ORDER BY sum(held) DESC, license) AS licenses,
    (SELECT checks FROM workspace WHERE id = $1) AS chosen`
