import type { Deadline } from '../deadline.ts'

/** Something a workspace can choose for one check. A default of null: it may be left empty. */
export type Option = {
  readonly key: string
  readonly label: string
  readonly hint?: string
} & (
  | {
      readonly kind: 'number'
      readonly default: number | null
      readonly least: number
      readonly most: number
      /** How many places after the point; without it none. */
      readonly decimals?: number
    }
  | { readonly kind: 'text'; readonly default: string | null; readonly longest: number }
)

/** null: left empty. */
export type OptionValue = number | string | null

/** What a workspace chose for one check. What is not in it is as the check declares. */
export type ChosenForCheck = {
  readonly on?: boolean | undefined
  readonly deadline?: Deadline | undefined
  readonly options?: Readonly<Record<string, OptionValue>> | undefined
}

/** What counts for an option: what was chosen, else its default. */
export function optionValue(chosen: ChosenForCheck | undefined, option: Option): OptionValue {
  const value = chosen?.options?.[option.key]
  return value === undefined ? option.default : value
}

/** The same of a number; null also where something else is stored. */
export function optionNumber(chosen: ChosenForCheck | undefined, option: Option): number | null {
  const value = optionValue(chosen, option)
  return typeof value === 'number' ? value : null
}
