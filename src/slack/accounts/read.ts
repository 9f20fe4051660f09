import { z } from 'zod'
import type { AccountFilter, AccountWords } from '../../domain/account-list.ts'
import { fingerprint } from '../../domain/fingerprint.ts'
import { resolved } from '../frame/form-answers.ts'
import type { Submitted, ViewState } from '../frame/listener.ts'
import { miroId } from '../frame/miro-id.ts'
import { readJson } from '../frame/read-json.ts'
import { accountsIds } from '../ids/accounts.ts'

/** What was chosen in the filters. Role and license as the menus' values: to be resolved against what exists. */
export type ChosenFilter = AccountFilter

/** One page of the list. `after`: where this page and those before it started; `page` counts from 0. */
export type ListAsked = {
  /** Empty: the only organization, or the first. */
  readonly miroOrgId: string
  readonly chosen: ChosenFilter
  readonly after: readonly string[]
  readonly page: number
  /** Rises when the filters must forget what stands in them. */
  readonly generation: number
}

const searchLength = 100

const classes = z.enum(['staff', 'external', 'service', 'shared', 'unidentified'])

const presences = z.enum(['present', 'deactivated', 'removed'])

const verdict = z
  .string()
  .regex(/^(any|identified|removed|valid)\.(pass|fail|not_applicable|unknown|excepted)$/)
  .transform(text => {
    const [check, said] = text.split('.')
    return { check, verdict: said } as NonNullable<AccountFilter['verdict']>
  })

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

function chosenOf(written: unknown): ChosenFilter {
  const { p, c, r, l, v, i, s } = filter.parse(written ?? {})
  return { presence: p, class: c, role: r, license: l, verdict: v, inactive: i, search: s }
}

/** The chosen roles and licenses as Miro's words; one that no account has is none. */
export const filterOf = (chosen: ChosenFilter, words: AccountWords): AccountFilter => ({
  ...chosen,
  role: chosen.role === null ? null : (resolved([chosen.role], words.roles)[0] ?? null),
  license: chosen.license === null ? null : (resolved([chosen.license], words.licenses)[0] ?? null),
})

export const verdictChoice = (given: NonNullable<AccountFilter['verdict']>): string =>
  `${given.check}.${given.verdict}`

/** The value of a button that opens the list, already filtered. Role and license by `choiceValue`. */
export function accountsValue(miroOrgId: string, chosen: Partial<ChosenFilter> = {}): string {
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

/** Reads `accountsValue` back. What is nothing of ours opens the list unfiltered. */
export function readOpening(value: string): ListAsked {
  const read = readJson(opening, value)
  return { ...first, miroOrgId: read?.o ?? '', chosen: chosenOf(read?.f) }
}

export const searching = (text: string): ListAsked => ({ ...first, chosen: chosenOf({ s: text }) })

const first: ListAsked = { miroOrgId: '', chosen: chosenOf({}), after: [], page: 0, generation: 0 }

const metadata = z.object({ o: miroId, g: z.number().int().min(0).max(1_000_000) })

export const listMetadata = ({ miroOrgId, generation }: Pick<ListAsked, 'miroOrgId' | 'generation'>) => ({
  o: miroOrgId,
  g: generation,
})

/** What stands in the filters of the open list, from its beginning. */
export function readFilters(submitted: Submitted): ListAsked {
  const read = readJson(metadata, submitted.metadata)
  const { state } = submitted
  const o = read?.o ?? ''
  const chosenOrganization = chosenIn(state, accountsIds.organization) ?? o
  // Another organization has other roles: menus must not keep a choice that is not among theirs.
  const moved = chosenOrganization !== o
  return {
    ...first,
    miroOrgId: chosenOrganization,
    chosen: chosenOf({
      p: chosenIn(state, accountsIds.presence),
      c: chosenIn(state, accountsIds.class),
      r: chosenIn(state, accountsIds.role),
      l: chosenIn(state, accountsIds.license),
      v: chosenIn(state, accountsIds.verdict),
      i: chosenIn(state, accountsIds.inactive),
      s: typed(state, accountsIds.search),
    }),
    generation: (read?.g ?? 0) + (moved ? 1 : 0),
  }
}

/** The same list with nothing chosen. */
export function readCleared(submitted: Submitted): ListAsked {
  const asked = readFilters(submitted)
  return { ...first, miroOrgId: asked.miroOrgId, generation: asked.generation + 1 }
}

const turn = z.object({
  p: z.array(miroId).max(60),
  n: z.number().int().min(0).max(1_000_000),
  k: z.string().max(8),
})

/** A way back of more pages than this is not kept: then Back goes to the first page. */
const mostBack = 20

export const nextValue = (asked: ListAsked, lastId: string): string =>
  turnValue({ ...asked, after: [...asked.after, lastId].slice(-mostBack), page: asked.page + 1 })

export function previousValue(asked: ListAsked): string {
  const after = asked.after.slice(0, -1)
  return turnValue({ ...asked, after, page: after.length === 0 ? 0 : asked.page - 1 })
}

const turnValue = ({ chosen, after, page }: ListAsked): string =>
  JSON.stringify({ p: after, n: page, k: markOf(chosen) })

/** A leaf through the list as it is filtered now; when the filters changed meanwhile, from its beginning. */
export function readTurn(value: string, submitted: Submitted): ListAsked {
  const asked = readFilters(submitted)
  const read = readJson(turn, value)
  return read === null || read.k !== markOf(asked.chosen) ? asked : { ...asked, after: read.p, page: read.n }
}

/** To notice that other filters are in use than those a page was shown for. */
const markOf = (chosen: ChosenFilter): string => fingerprint(JSON.stringify(chosen))

const chosenOption = z.object({ selected_option: z.object({ value: z.string() }) })

const typedText = z.object({ value: z.string().nullish() })

/** The option "any" is no choice. */
function chosenIn(state: ViewState, actionId: string): string | null {
  const value = chosenOption.safeParse(answerIn(state, actionId)).data?.selected_option.value
  return value === undefined || value === 'any' ? null : value
}

const typed = (state: ViewState, actionId: string): string =>
  typedText.safeParse(answerIn(state, actionId)).data?.value?.trim() ?? ''

/** Wherever it stands: the blocks change their ids when the filters are cleared. */
const answerIn = (state: ViewState, actionId: string): unknown =>
  Object.values(state).find(answers => actionId in answers)?.[actionId]
