import { z } from 'zod'
import type { AccountFilter } from '../../domain/account-list.ts'
import { accountChecks } from '../../domain/check.ts'
import { verdicts } from '../../domain/verdict.ts'
import { miroId, readJson } from '../frame/read-json.ts'

const searchLength = 100

const classes = z.enum(['staff', 'external', 'service', 'shared', 'unidentified'])
export const accountClasses = classes.options

const presences = z.enum(['present', 'deactivated', 'removed'])

const verdict = z
  .string()
  .transform(text => text.split('.'))
  .pipe(z.tuple([z.enum(['any', ...accountChecks.map(({ id }) => id)]), z.enum(verdicts)]))
  .transform(([check, said]) => ({ check, verdict: said }))

const inactive = z
  .string()
  .regex(/^(never|[1-9]\d{0,3})$/)
  .transform(text => (text === 'never' ? text : Number(text)))

const choice = z.string().min(1).max(200)

/** What is not understood counts as not chosen. */
const filter = z.object({
  p: presences.catch('present'),
  c: classes.nullable().catch(null),
  r: choice.nullable().catch(null),
  l: choice.nullable().catch(null),
  v: verdict.nullable().catch(null),
  i: inactive.nullable().catch(null),
  s: z
    .string()
    .transform(text => text.slice(0, searchLength))
    .catch(''),
})

type Written = Partial<Record<keyof z.infer<typeof filter>, string>>

/** A filter as it was written down or chosen. Role and license as the menus' values. */
export function chosenOf(written: unknown): AccountFilter {
  const { p, c, r, l, v, i, s } = filter.parse(written ?? {})
  return { presence: p, class: c, role: r, license: l, verdict: v, inactive: i, search: s }
}

export const verdictChoice = (given: NonNullable<AccountFilter['verdict']>): string =>
  `${given.check}.${given.verdict}`

/** The value of a button that opens the list, already filtered. Role and license by `choiceValue`. */
export function accountsValue(miroOrgId: string, chosen: Partial<AccountFilter> = {}): string {
  const f: Written = {
    ...(chosen.presence && { p: chosen.presence }),
    ...(chosen.class && { c: chosen.class }),
    ...(chosen.role && { r: chosen.role }),
    ...(chosen.license && { l: chosen.license }),
    ...(chosen.verdict && { v: verdictChoice(chosen.verdict) }),
    ...(chosen.inactive && { i: String(chosen.inactive) }),
    ...(chosen.search && { s: chosen.search }),
  }
  return JSON.stringify({ o: miroOrgId, ...(Object.keys(f).length > 0 && { f }) })
}

const opening = z.object({ o: miroId, f: z.record(z.string(), z.unknown()).optional() })

/** Reads `accountsValue` back. What is nothing of ours is no organization and no filter. */
export function readAccounts(value: string): { readonly miroOrgId: string; readonly chosen: AccountFilter } {
  const read = readJson(opening, value)
  return { miroOrgId: read?.o ?? '', chosen: chosenOf(read?.f) }
}
