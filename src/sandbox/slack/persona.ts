import type { Choice } from './choose.ts'
import { escapedText } from './command-text.ts'
import type { Delivered } from './delivery-http.ts'
import { visibleText } from './describe-screen.ts'
import { attach, type OwnFile } from './files.ts'
import { findInput } from './find-element.ts'
import {
  type Clicked,
  type ClickOptions,
  click,
  type Desk,
  fill,
  suggest,
  type Target,
} from './interaction.ts'
import { storeMessage } from './messages.ts'
import { commandPayload } from './payloads.ts'
import { Refusal } from './refusal.ts'
import { applyReply, issueResponseUrl } from './response-url.ts'
import type { LocalMessage, LocalUser, LocalView, Option } from './shapes.ts'
import { SlackProblem } from './slack-problem.ts'
import { close, type Submitted, submit } from './submission.ts'
import { isRecord } from './validate-values.ts'
import { stackOf } from './view-stack.ts'
import { viewWire } from './wire.ts'
import { type ChannelState, findChannel, imOf, issueTrigger, type World } from './world.ts'

export type CommandOptions = {
  /** Id or #name; the bot's own DM when absent. */ channel?: string
  triggerAgeMs?: number
}

/** One person at their Slack. Every act resolves when the bot has acknowledged it, and throws SlackProblem when it has not. */
export class Persona {
  readonly id: string
  private readonly desk: Desk

  constructor(desk: Desk, userId: string) {
    this.desk = desk
    this.id = userId
  }

  /** Types a slash command. `answer` is what the bot said in its acknowledgement. */
  async command(
    command: string,
    text = '',
    options: CommandOptions = {},
  ): Promise<{ ackMs: number; answer: unknown }> {
    const { world, delivery, respondUrl } = this.desk
    const user = this.user()
    const channel = this.place(options.channel)
    const known = world.commands === null || world.commands.includes(command)
    if (!known || world.tokenTrouble === 'account_inactive')
      throw new SlackProblem('invalid_command', command)
    const responseUrl = `${respondUrl}${issueResponseUrl(world, user.id, channel.id, null)}`
    const triggerId = issueTrigger(world, user.id, null, options.triggerAgeMs ?? 0, channel.id)
    const sent = world.escapesCommands ? escapedText(text, knownIn(world)) : text
    const payload = commandPayload(world, user, channel, { command, text: sent, responseUrl, triggerId })
    const result = await delivery.send('command', payload)
    if (!result.acked) {
      throw new SlackProblem(result.problem ?? 'dispatch_failed', `${command} ${text}`, result.status)
    }
    const reply = isRecord(result.body)
      ? result.body
      : result.body === null
        ? null
        : { text: String(result.body) }
    try {
      if (reply !== null) applyReply(world, { userId: user.id, channelId: channel.id, source: null }, reply)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      throw new SlackProblem(`${error.code} ${JSON.stringify(error.extra)}`, `${command} ${text}`)
    }
    return { ackMs: result.ackMs, answer: result.body }
  }

  /** Clicks what has this action id, or a button with this text, in a message or view. */
  async click(target: Target, actionIdOrText: string, options: ClickOptions = {}): Promise<Clicked> {
    return await click(this.desk, this.user(), target, actionIdOrText, options)
  }

  /** Fills inputs by block id, action id or label. Options by value or text, conversations by id or #name. */
  async fill(target: Target, answers: Readonly<Record<string, Choice>>): Promise<void> {
    await fill(this.desk, this.user(), target, answers)
  }

  /** Uploads a file into a `file_input` of the modal in front, by block id, action id or label. */
  upload(wanted: string, file: OwnFile): void {
    attach(this.desk, this.user(), this.view, wanted, file)
  }

  /** The options the bot offers in an external list for a typed text. */
  async suggestions(
    target: Target,
    blockIdOrLabel: string,
    typed: string,
    actionId?: string,
  ): Promise<Option[]> {
    const found = findInput(target.blocks, blockIdOrLabel, actionId)
    return await suggest(this.desk, this.user(), target, found, typed)
  }

  async submit(view: LocalView, options: { triggerAgeMs?: number } = {}): Promise<Submitted> {
    return await submit(this.desk, this.user(), view, options.triggerAgeMs ?? 0)
  }

  /** Cancel; `all` is the x that closes the whole stack. */
  async close(view: LocalView, options: { all?: boolean } = {}): Promise<void> {
    await close(this.desk, this.user(), view, options.all === true)
  }

  /** Opens the app's Home tab (or its messages). Resolves when the event was acknowledged. */
  async openHome(tab: 'home' | 'messages' = 'home'): Promise<Delivered | null> {
    const { world, delivery } = this.desk
    const user = this.user()
    const home = world.homes.get(user.id)
    return await delivery.emit({
      type: 'app_home_opened',
      user: user.id,
      channel: imOf(world, user.id).id,
      tab,
      ...(tab === 'home' && home !== undefined ? { view: viewWire(home) } : {}),
    })
  }

  /** Writes a message, as a person. */
  async say(text: string, options: { channel?: string; threadTs?: string } = {}): Promise<LocalMessage> {
    const { world, delivery } = this.desk
    const channel = this.place(options.channel)
    const message = storeMessage(world, channel, {
      text,
      blocks: [],
      metadata: null,
      threadTs: options.threadTs ?? null,
      user: this.id,
    })
    const names = { public: 'channel', private: 'group', im: 'im', mpim: 'mpim' }
    const name = names[channel.kind]
    const event = {
      type: 'message',
      channel: channel.id,
      user: this.id,
      text,
      ts: message.ts,
      ...(options.threadTs === undefined ? {} : { thread_ts: options.threadTs }),
      channel_type: name,
    }
    const subscription =
      channel.kind === 'public'
        ? 'message.channels'
        : channel.kind === 'private'
          ? 'message.groups'
          : `message.${name}`
    if (channel.members.has(world.bot.userId)) await delivery.emit(event, subscription)
    return message
  }

  /** Open modals, bottom first. */
  get views(): readonly LocalView[] {
    return [...stackOf(this.desk.world, this.id)]
  }

  /** The modal in front; throws when none is open. */
  get view(): LocalView {
    const top = stackOf(this.desk.world, this.id).at(-1)
    if (top === undefined) throw new Error(`No modal is open for ${this.id}`)
    return top
  }

  get home(): LocalView | null {
    return this.desk.world.homes.get(this.id) ?? null
  }

  /** What only this person sees, oldest first. */
  get ephemerals(): readonly LocalMessage[] {
    return this.desk.world.ephemerals.filter(message => message.ephemeralTo === this.id)
  }

  /** Messages between the bot and this person, oldest first. */
  get dm(): readonly LocalMessage[] {
    return [...(this.desk.world.channels.get(`D${this.id.slice(1)}`)?.messages ?? [])]
  }

  /** Everything that can be read in a message with its files or in a view, a line for each text. */
  read(target: Target): string {
    const texts = 'ts' in target ? target.files.map(({ id }) => this.fileText(id)) : []
    return [visibleText(target), ...texts].filter(text => text !== '').join('\n')
  }

  /** What stands in a file. */
  fileText(id: string): string {
    return Buffer.from(this.desk.world.files.get(id)?.bytes ?? []).toString()
  }

  private user(): LocalUser {
    const user = this.desk.world.users.get(this.id)
    if (user === undefined) throw new Error(`There is no user ${this.id}`)
    if (user.deleted === true) throw new Error(`${this.id} is deactivated and has no Slack`)
    return user
  }

  private place(reference: string | undefined): ChannelState {
    const { world } = this.desk
    const user = this.user()
    if (reference === undefined) return imOf(world, user.id)
    const channel = findChannel(world, reference)
    if (channel === null) throw new Error(`There is no channel ${reference}`)
    if (!channel.members.has(user.id)) throw new Error(`${user.id} is not in ${reference}`)
    return channel
  }
}

const knownIn = (world: World) => ({
  users: world.users.values(),
  channels: [...world.channels.values()].map(channel => ({ id: channel.id, name: channel.name ?? '' })),
})
