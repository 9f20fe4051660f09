import type { KnownBlock } from '@slack/types'
import { type Check, isOn } from '../../../domain/check.ts'
import {
  type ChosenByCheck,
  type ChosenForCheck,
  type Option,
  type OptionValue,
  optionValue,
} from '../../../domain/checks/form.ts'
import { checks } from '../../../domain/checks/index.ts'
import type { Deadline } from '../../../domain/deadline.ts'
import { type Blocks, option as choice, input, radio, select, textInput } from '../../frame/blocks.ts'
import { chosenOption, typedText } from '../../frame/form-answers.ts'
import type { ViewState } from '../../frame/listener.ts'
import { settingsIds } from '../../ids/workspace.ts'
import { deadlineOptions, deadlineValue, readDeadline } from './choices.ts'

// What single checks declare to be chosen for them: whether they are on, how long there is, and their own options.

const onOff = [choice('Off', 'off'), choice('On', 'on')]

const idOf = (check: Check, key: string): string => `${settingsIds.check}.${check.id}.${key}`

const switchable = checks.filter(check => check.switch !== undefined)

export const checkBlocks = (chosen: ChosenByCheck): Blocks =>
  switchable.flatMap(check => [
    input(
      check.title,
      radio(idOf(check, 'on'), { options: onOff, chosen: [isOn(check, chosen) ? 'on' : 'off'] }),
      { hint: check.why },
    ),
    ...deadlineBlocks(check, chosen[check.id]?.deadline ?? check.deadline),
    ...(check.options ?? []).map(option => optionBlock(check, option, optionValue(chosen[check.id], option))),
  ])

function deadlineBlocks(check: Check, deadline: Deadline): Blocks {
  if (check.deadline.setting !== undefined) return []
  const id = idOf(check, 'deadline')
  const menu = { options: deadlineOptions(deadline), chosen: [deadlineValue(deadline)] }
  return [input('Time to fix it', select(id, 'Choose how long', menu))]
}

function optionBlock(check: Check, option: Option, value: OptionValue): KnownBlock {
  const id = idOf(check, option.key)
  const maxLength = option.kind === 'text' ? option.longest : String(option.most).length
  const field = textInput(id, { maxLength, ...(value !== null && { initial: String(value) }) })
  return input(option.label, field, {
    optional: option.default === null,
    ...(option.hint !== undefined && { hint: option.hint }),
  })
}

type Read = { readonly chosen: ChosenByCheck; readonly problems: Readonly<Record<string, string>> }

/** Only what differs from what the checks declare: nothing is chosen where all is as it was declared. */
export function readChecks(state: ViewState): Read {
  const read = switchable.map(check => ({ check, ...readCheck(check, state) }))
  return {
    chosen: Object.fromEntries(
      read.flatMap(({ check, chosen }) => (Object.keys(chosen).length > 0 ? [[check.id, chosen]] : [])),
    ),
    problems: Object.assign({}, ...read.map(({ problems }) => problems)),
  }
}

function readCheck(check: Check, state: ViewState) {
  const problems: Record<string, string> = {}
  const options: Record<string, OptionValue> = {}
  for (const option of check.options ?? []) {
    const id = idOf(check, option.key)
    const value = readOption(option, typedText(state, id).trim())
    if (value === undefined) problems[id] = wanted(option)
    else if (value !== option.default) options[option.key] = value
  }
  const on = chosenOption(state, idOf(check, 'on'))
  const deadline = readDeadline(chosenOption(state, idOf(check, 'deadline')))
  const { setting: _, ...declared } = check.deadline
  const chosen: ChosenForCheck = {
    ...(on !== null && (on === 'on') !== check.switch?.on && { on: on === 'on' }),
    ...(deadline !== null && deadlineValue(deadline) !== deadlineValue(declared) && { deadline }),
    ...(Object.keys(options).length > 0 && { options }),
  }
  return { chosen, problems }
}

/** Undefined: it is none that the option takes. */
function readOption(option: Option, text: string): OptionValue | undefined {
  if (text === '') return option.default
  if (option.kind === 'text') return text.length <= option.longest ? text : undefined
  const [, whole, decimals = ''] = /^(\d+)(?:[.,](\d+))?$/.exec(text) ?? []
  const value = Number(`${whole}.${decimals}`)
  const fits = value >= option.least && value <= option.most && decimals.length <= (option.decimals ?? 0)
  return fits ? value : undefined
}

const wanted = (option: Option): string =>
  option.kind === 'text'
    ? `At most ${option.longest} characters.`
    : `A number from ${option.least} to ${option.most}.`
