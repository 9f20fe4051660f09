import { z } from 'zod'
import type { Rule } from '../../domain/rule.ts'
import { chosenOption, chosenOptions } from '../frame/form-answers.ts'
import type { Read, Submitted, ViewState } from '../frame/listener.ts'
import { miroId, ownId, readJson } from '../frame/read-json.ts'
import { ruleIds } from '../ids/rule.ts'

const shape = z.object({
  /** The Miro organisation. */
  o: miroId,
  /** The version the form was opened on, 0 when there was none. */
  v: z.number().int().min(0).default(0),
  /** The draft the form was filled from. */
  d: ownId.nullable().default(null),
  /** The menu holds the approved accounts after this id… */
  a: z.string().max(64).nullable().default(null),
  /** … up to this one. Null: to the end. */
  z: z.string().max(64).nullable().default(null),
  /** The rule names Slack user groups, which this modal keeps as they are because the bot may not read them. */
  g: z.boolean().default(false),
})

export type RuleMetadata = z.infer<typeof shape>

export const readMetadata = (text: string): RuleMetadata | null => readJson(shape, text)

const way = z.enum(['every_staff_member', 'by_role', 'by_approval'])

export const readWay = (value: string | undefined): Rule['way'] | null => way.safeParse(value).data ?? null

/** What was chosen, as the menus' values: to be resolved against what exists. */
export type ChosenRule = RuleMetadata & {
  readonly way: Rule['way']
  readonly miroRoles: readonly string[]
  readonly titles: readonly string[]
  readonly departments: readonly string[]
  readonly groups: readonly string[]
  /** Whether admin rights are looked at. */
  readonly looksAtRights: boolean
  readonly adminRights: readonly string[]
  readonly accounts: readonly string[]
}

export function readRule({ metadata, state }: Submitted): Read<ChosenRule> {
  const known = readMetadata(metadata)
  const chosenWay = wayIn(state)
  if (known === null || chosenWay === null) return problem(state, ruleIds.way, 'Choose one of the three.')
  const input = chosenIn(known, chosenWay, state)
  if (chosenWay === 'by_role' && !known.g && !namesRoles(input))
    return problem(state, ruleIds.miroRoles, 'Choose at least one role, job title, department or user group.')
  const namesRights = input.adminRights.length + input.accounts.length > 0
  if (chosenWay === 'by_role' && !input.looksAtRights && namesRights)
    return problem(state, ruleIds.rightsLooked, 'Tick this, or choose no admin rights and accounts below.')
  if (chosenWay === 'by_approval' && known.a === null && known.z === null && input.accounts.length === 0)
    return problem(state, ruleIds.accounts, 'Choose at least one account.')
  return { input }
}

/** A form that is not sent yet: another page of the menu was asked for. Null: nothing of ours, or no way chosen. */
export function readUnsent({ metadata, state }: Submitted): ChosenRule | null {
  const known = readMetadata(metadata)
  const chosenWay = wayIn(state)
  return known === null || chosenWay === null ? null : chosenIn(known, chosenWay, state)
}

const wayIn = (state: ViewState): Rule['way'] | null => readWay(chosenOption(state, ruleIds.way) ?? undefined)

const chosenIn = (known: RuleMetadata, chosenWay: Rule['way'], state: ViewState): ChosenRule => ({
  ...known,
  way: chosenWay,
  miroRoles: chosenOptions(state, ruleIds.miroRoles),
  titles: chosenOptions(state, ruleIds.titles),
  departments: chosenOptions(state, ruleIds.departments),
  groups: chosenOptions(state, ruleIds.groups),
  looksAtRights: chosenOptions(state, ruleIds.rightsLooked).length > 0,
  adminRights: chosenOptions(state, ruleIds.adminRights),
  accounts: chosenOptions(state, chosenWay === 'by_role' ? ruleIds.rightsAccounts : ruleIds.accounts),
})

const namesRoles = ({ miroRoles, titles, departments, groups }: ChosenRule): boolean =>
  miroRoles.length + titles.length + departments.length + groups.length > 0

/** Slack shows a problem only under an input that is there: a quick hand saves before the roles have appeared. */
const problem = (state: ViewState, id: string, text: string) => ({
  problems: { [Object.keys(state).find(block => id in (state[block] ?? {})) ?? ruleIds.way]: text },
})
