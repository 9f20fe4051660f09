import { answerFor, type Choice, optionsOf } from './choose.ts'
import type { Delivery } from './delivery.ts'
import { type Found, findClickable, findInput } from './find-element.ts'
import { isEmpty, slotOf, stateOf, stateValue } from './form-state.ts'
import { messageActionPayload, suggestionPayload, viewActionPayload } from './payloads.ts'
import { issueResponseUrl } from './response-url.ts'
import type { Block, LocalMessage, LocalUser, LocalView, Option, StateValues } from './shapes.ts'
import { SlackProblem } from './slack-problem.ts'
import { checkOptionGroups, checkOptions } from './validate-elements.ts'
import { isRecord, type Problem } from './validate-values.ts'
import { holderOf, stackOf } from './view-stack.ts'
import { findChannel, issueTrigger, type World } from './world.ts'

export type Target = LocalMessage | LocalView

/** What a person's hands work with. */
export type Desk = {
  world: World
  delivery: Delivery
  /** Beginning of a response URL. */
  respondUrl: string
  /** Beginning of a file's address. */
  filesUrl: string
  /** Answers given in the inputs of messages. */
  messageStates: WeakMap<LocalMessage, StateValues>
}

export type ClickOptions = {
  /** Which of several buttons: the one with this value. */
  value?: string
  blockId?: string
  /** For menus, selects, checkboxes and pickers: what is chosen, by value or text. */
  selected?: Choice
  /** So much of the trigger's 3 s is gone when the bot gets it. */
  triggerAgeMs?: number
  /** Only keeps the choice: somebody is still typing. */
  draft?: boolean
  /** Options an external list has shown; the bot is not asked for them again. */
  offered?: readonly Option[]
}

export type Clicked = { ackMs: number /** Where a link button leads. */; url: string | null }

const isMessage = (target: Target): target is LocalMessage => 'ts' in target

/** Throws unless this person has the thing in front of them. */
const mustSee = (world: World, user: LocalUser, target: Target): void => {
  if (!isMessage(target)) {
    const top = stackOf(world, user.id).at(-1)
    if (world.homes.get(user.id) === target) return
    if (holderOf(world, target) !== user.id) throw new Error(`View ${target.id} is not open for ${user.id}`)
    if (top !== target) throw new Error(`Another modal lies over view ${target.id}`)
    return
  }
  const channel = findChannel(world, target.channel)
  const present =
    target.ephemeralTo === null
      ? channel?.messages.includes(target) === true
      : world.ephemerals.includes(target)
  if (!present) throw new Error(`The message ${target.ts} is gone`)
  const sees =
    target.ephemeralTo === null
      ? channel?.kind === 'public' || channel?.members.has(user.id) === true
      : target.ephemeralTo === user.id
  if (!sees) throw new Error(`${user.id} does not see the message ${target.ts}`)
}

const stateFor = (desk: Desk, target: Target): StateValues => {
  if (!isMessage(target)) return target.state.values
  const state = stateOf(target.blocks, desk.messageStates.get(target))
  desk.messageStates.set(target, state)
  return state
}

/** Clicks a button, or chooses in a menu or select that acts at once. */
export const click = async (
  desk: Desk,
  user: LocalUser,
  target: Target,
  wanted: string,
  options: ClickOptions,
): Promise<Clicked> => {
  mustSee(desk.world, user, target)
  const found = findClickable(target.blocks, wanted, options)
  const { element } = found
  if (element.type === 'button') {
    const ackMs = await sendAction(desk, user, target, found, {}, options.triggerAgeMs ?? 0)
    return { ackMs, url: element.url ?? null }
  }
  const choice = options.selected ?? options.value ?? null
  const ackMs = await choose(desk, user, target, found, choice, options)
  return { ackMs: ackMs ?? 0, url: null }
}

/** Fills inputs of a view or message, one after the other; those that act at once are sent. */
export const fill = async (
  desk: Desk,
  user: LocalUser,
  target: Target,
  answers: Readonly<Record<string, Choice>>,
): Promise<void> => {
  for (const [wanted, choice] of Object.entries(answers)) {
    mustSee(desk.world, user, target)
    await choose(desk, user, target, findInput(target.blocks, wanted), choice, {})
  }
}

/** Options the bot offers for a typed text. */
export const suggest = async (
  desk: Desk,
  user: LocalUser,
  target: Target,
  { block, element }: Found,
  typed: string,
): Promise<Option[]> => {
  const least = element.min_query_length ?? 3
  if ([...typed].length < least) throw new Error(`Slack asks the bot only from ${least} characters on`)
  const payload = suggestionPayload(desk.world, user, target, {
    blockId: block.block_id ?? '',
    actionId: element.action_id ?? '',
    value: typed,
  })
  const { acked, problem, status, body } = await desk.delivery.send('options', payload)
  if (!acked) throw new SlackProblem(problem ?? 'dispatch_failed', `options for "${typed}"`, status)
  return checkedOptions(body)
}

const checkedOptions = (body: unknown): Option[] => {
  const problems: Problem[] = []
  const report = (pointer: string, message: string) => problems.push({ pointer, message })
  if (!isRecord(body)) throw new SlackProblem('no options in the answer', 'options')
  if (Array.isArray(body['option_groups'])) {
    if (body['option_groups'].length > 0) checkOptionGroups(body['option_groups'], '/option_groups', report)
  } else checkOptions(body['options'], '/options', 100, ['plain_text'], report, 0)
  if (problems.length > 0) throw new SlackProblem(JSON.stringify(problems), 'options')
  return optionsOf(body as Parameters<typeof optionsOf>[0])
}

/** Stores a choice and, where Slack does so, tells the bot; null when nothing was sent. */
const choose = async (
  desk: Desk,
  user: LocalUser,
  target: Target,
  found: Found,
  choice: Choice,
  { triggerAgeMs = 0, draft = false, offered }: ClickOptions,
): Promise<number | null> => {
  const { block, element } = found
  const answer = await answerFor(desk.world, user.id, element, choice, async typed =>
    offered === undefined ? await suggest(desk, user, target, found, typed) : [...offered],
  )
  const slot = slotOf(element.type)
  if (slot === null) {
    return await sendAction(desk, user, target, found, { selected_option: answer }, triggerAgeMs)
  }
  const value = stateValue(element, answer)
  const state = stateFor(desk, target)
  const own = state[block.block_id ?? ''] ?? {}
  own[element.action_id ?? ''] = value
  state[block.block_id ?? ''] = own
  desk.world.changed('view')
  if (draft || (block.type === 'input' && block.dispatch_action !== true)) return null
  return await sendAction(desk, user, target, found, { [slot]: value[slot] }, triggerAgeMs)
}

const sendAction = async (
  desk: Desk,
  user: LocalUser,
  target: Target,
  { block, element }: Found,
  answer: Record<string, unknown>,
  triggerAgeMs: number,
): Promise<number> => {
  const { world } = desk
  const action = {
    type: element.type,
    action_id: element.action_id,
    block_id: block.block_id,
    ...(element.type === 'button' ? { text: element.text } : {}),
    ...(element.value === undefined ? {} : { value: element.value }),
    ...answer,
    action_ts: (Date.now() / 1000).toFixed(6),
  }
  const triggerId = isMessage(target)
    ? issueTrigger(world, user.id, null, triggerAgeMs, target.channel)
    : issueTrigger(world, user.id, target.id, triggerAgeMs)
  const payload = isMessage(target)
    ? messagePayload(desk, user, target, triggerId)
    : viewActionPayload(world, user, target, triggerId)
  const result = await desk.delivery.send('interactive', { ...payload, actions: [action] })
  if (result.acked) return result.ackMs
  throw new SlackProblem(result.problem ?? 'dispatch_failed', `click on ${element.action_id}`, result.status)
}

const messagePayload = (desk: Desk, user: LocalUser, message: LocalMessage, triggerId: string) => {
  const { world } = desk
  const channel = findChannel(world, message.channel)
  if (channel === null) throw new Error(`There is no channel ${message.channel}`)
  const id = issueResponseUrl(world, user.id, channel.id, message)
  const responseUrl = `${desk.respondUrl}${id}`
  return messageActionPayload(world, user, channel, message, {
    triggerId,
    responseUrl,
    state: stateFor(desk, message),
  })
}

/** Response URLs Slack adds to a submission: for conversation lists that ask for one. */
export const submissionUrls = (desk: Desk, user: LocalUser, view: LocalView): Record<string, unknown>[] =>
  view.blocks.filter(asksForUrl).flatMap(({ block_id: blockId = '', element }) => {
    const actionId = element?.action_id ?? ''
    const value = view.state.values[blockId]?.[actionId]
    if (value === undefined || isEmpty(value)) return []
    const channelId = String(value['selected_conversation'] ?? value['selected_channel'])
    const id = issueResponseUrl(desk.world, user.id, channelId, null)
    const url = `${desk.respondUrl}${id}`
    return [{ block_id: blockId, action_id: actionId, channel_id: channelId, response_url: url }]
  })

const asksForUrl = (block: Block): boolean =>
  block.type === 'input' && block.element?.['response_url_enabled'] === true
