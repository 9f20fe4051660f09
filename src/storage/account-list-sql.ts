import type { AccountClass } from '../domain/account.ts'
import {
  type AccountFilter,
  type AccountWords,
  type ListedAccount,
  withAdminRights,
} from '../domain/account-list.ts'
import { accountChecksOff, type Results } from '../domain/check.ts'
import type { ConnectionKey } from '../domain/connection-key.ts'
import { flag, instant, int, json, orNull, type RowOf, text, texts } from './engine/columns.ts'
import { one, rows, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { chosenShape, resultsShape } from './json-shapes.ts'
import { likePattern } from './sql-values.ts'
import { ours, tenant } from './tenant-sql.ts'

/** Counting stops here: a larger number says no more to anybody, and costs. */
export const mostCounted = 1_000

type Listing = { readonly afterId: string | null; readonly limit: number; readonly now: Date }

/** The accounts of one organization as a list: filtered, in order of their address, a page at a time. */
export function accountListRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    /** `afterId`: the last account of the page before. `now` is what "inactive for N days" counts from. */
    async page(
      key: ConnectionKey,
      filter: AccountFilter,
      { afterId, limit, now }: Listing,
    ): Promise<{ rows: ListedAccount[]; more: boolean }> {
      const page = listing(key, filter, { afterId, limit: limit + 1, now })
      const found = await rows(pool, page.statement, page.values)
      return { rows: found.slice(0, limit).map(listedAccount), more: found.length > limit }
    },

    /** How many there are; never more than one above `mostCounted`. */
    async count(key: ConnectionKey, filter: AccountFilter, now: Date): Promise<number> {
      const counted = counting(key, filter, now, mostCounted + 1)
      return (await one(pool, counted.statement, counted.values)).count
    },

    /** Which checks are off, and roles and licenses that accounts have or had, the most frequent first. */
    async words(key: ConnectionKey): Promise<AccountWords> {
      const { roles, licenses, chosen, admins } = await one(pool, words, tenant(key))
      return { roles: admins ? [withAdminRights, ...roles] : roles, licenses, off: accountChecksOff(chosen) }
    },
  }
}

/** The person's columns stand beside the account's. */
const listedRow = {
  ...{ id: text(), email: orNull(text()), name: orNull(text()), role: text(), license: text() },
  ...{ active: orNull(flag()), lastActivityAt: orNull(instant()), missingSince: orNull(instant()) },
  ...{ removedAt: orNull(instant()), class: orNull(text<AccountClass>()), personName: orNull(text()) },
  ...{
    lastDay: orNull(text()),
    endAt: orNull(instant()),
    deactivated: flag(),
    leftKnownAt: orNull(instant()),
  },
  adminRoles: texts(),
  results: orNull(json(resultsShape)),
}

function listedAccount(row: RowOf<typeof listedRow>): ListedAccount {
  const { personName, lastDay, endAt, deactivated, leftKnownAt, results, ...account } = row
  const person = personName === null ? null : { name: personName, lastDay, endAt, deactivated, leftKnownAt }
  return { ...account, person, verdicts: results && verdictsOf(results) }
}

const verdictsOf = (results: Results): NonNullable<ListedAccount['verdicts']> =>
  Object.fromEntries(Object.entries(results).map(([id, { verdict }]) => [id, verdict]))

/** By address; those without one first. The id tells equal ones apart. Compared by bytes, which is several times faster. */
const placeOf = (account: string): string => `coalesce(${account}address, '') COLLATE "C", ${account}id`

/** The accounts a filter means: rows of `account` as `a`. More values may be given by `param`. */
function meant(key: ConnectionKey, filter: AccountFilter, now: Date) {
  const values: unknown[] = tenant(key)
  const param = (value: unknown): string => `$${values.push(value)}`
  return { from: from(filter), where: conditions(filter, now, param), param, values }
}

/** One page of accounts with what the checks say of each. */
export function listing(key: ConnectionKey, filter: AccountFilter, { afterId, limit, now }: Listing) {
  const { from, where, param, values } = meant(key, filter, now)
  // The id alone says where the page before ended: an address would stand in Slack's copy of the button.
  if (afterId !== null)
    where.push(`(${placeOf('a.')}) > (
      SELECT ${placeOf('')} FROM account WHERE ${ours} AND id = ${param(afterId)})`)
  const page = statement(listedRow)`
    SELECT a.id, a.email, a.name, a.role, a.license, a.active, a.last_activity_at AS "lastActivityAt",
      a.missing_since AS "missingSince", a.removed_at AS "removedAt", s.class,
      p.name AS "personName", p.last_day AS "lastDay", p.end_at AS "endAt", p.deactivated,
      p.left_known_at AS "leftKnownAt",
      a.admin_roles AS "adminRoles", s.results
    FROM (
      SELECT a.id ${from} WHERE ${where.join(' AND ')}
      ORDER BY ${placeOf('a.')} LIMIT ${param(limit)}) one
    CROSS JOIN LATERAL (SELECT * FROM account WHERE ${ours} AND id = one.id OFFSET 0) a
    LEFT JOIN LATERAL (SELECT * FROM assessment WHERE ${ours} AND account_id = a.id OFFSET 0) s ON true
    LEFT JOIN LATERAL (SELECT * FROM person WHERE workspace_id = $1 AND id = s.person_id OFFSET 0) p ON true
    ORDER BY ${placeOf('a.')}`
  return { statement: page, values }
}

/** How many, but no more than `most`. */
export function counting(key: ConnectionKey, filter: AccountFilter, now: Date, most: number) {
  const { from, where, param, values } = meant(key, filter, now)
  const counted = statement({ count: int() })`
    SELECT count(*)::int AS count FROM (
      SELECT 1 ${from} WHERE ${where.join(' AND ')} LIMIT ${param(most)}) found`
  return { statement: counted, values }
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
  if (filter.role === withAdminRights) where.push('cardinality(a.admin_roles) > 0')
  else if (filter.role !== null) where.push(`a.role = ${param(filter.role)}`)
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

export const words = statement({
  ...{ roles: texts(), licenses: texts(), chosen: json(chosenShape), admins: flag() },
})`
  WITH counted AS MATERIALIZED (
    SELECT role, license, count(*) AS held, bool_or(cardinality(admin_roles) > 0) AS admins FROM account WHERE ${ours} GROUP BY role, license)
  SELECT
    ARRAY(SELECT role FROM counted GROUP BY role ORDER BY sum(held) DESC, role) AS roles,
    ARRAY(SELECT license FROM counted GROUP BY license ORDER BY sum(held) DESC, license) AS licenses,
    (SELECT checks FROM workspace WHERE id = $1) AS chosen,
    coalesce((SELECT bool_or(admins) FROM counted), false) AS admins`
