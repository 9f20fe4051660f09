import type { Sandbox } from '../sandbox.ts'
import type { LocalMessage, LocalView } from '../slack/shapes.ts'
import { messageAsText, modalAsText } from '../text/as-text.ts'
import type { Names } from '../text/markup.ts'
import { boxed } from './boxed.ts'

type Seen = { readonly version: string; readonly order: number }

/** How many messages are shown of a place. */
const newest = 3

/** What one person has in front of them, and what of it they have not been shown yet. */
export class Screen {
  readonly personId: string
  private readonly sandbox: Sandbox
  private readonly names: Names
  private readonly seen = new Map<string, Seen>()
  private order = 0
  private front: string | null = null

  constructor(sandbox: Sandbox, personId: string) {
    this.sandbox = sandbox
    this.personId = personId
    this.names = namesOf(sandbox)
    this.changes()
  }

  get modal(): LocalView | null {
    return this.person.views.at(-1) ?? null
  }

  /** Every message this person can see, the one that changed last first. */
  get messages(): LocalMessage[] {
    const orderOf = (message: LocalMessage) =>
      this.seen.get(keyOf(message))?.order ?? Number.POSITIVE_INFINITY
    return this.visible().sort((left, right) => orderOf(right) - orderOf(left))
  }

  /** What is new or different since it was asked the last time, as lines; nothing when nothing is. */
  changes(): string[] {
    const lines: string[] = []
    const visible = this.visible()
    for (const message of visible) {
      const version = messageAsText({ ...message, edited: null }, this.names).join('\n')
      if (this.seen.get(keyOf(message))?.version === version) continue
      this.order += 1
      this.seen.set(keyOf(message), { version, order: this.order })
      lines.push(...this.message(message))
    }
    const present = new Set(visible.map(keyOf))
    for (const key of this.seen.keys()) if (!present.has(key)) this.seen.delete(key)
    const modal = this.modal
    const front = modal === null ? null : `${modal.id} ${modal.hash}`
    if (front !== this.front)
      lines.push(...(modal === null ? ['(the window is closed)'] : this.window(modal)))
    this.front = front
    return lines
  }

  /** The window in front, else the newest messages. */
  now(): string[] {
    if (this.modal !== null) return this.window(this.modal)
    const lines = this.messages
      .slice(0, newest)
      .reverse()
      .flatMap(message => this.message(message))
    return lines.length > 0 ? lines : ['Nothing is on screen yet. Type /miro help.']
  }

  /** The newest messages of one channel or, with null, of the bot and this person. */
  place(channelId: string | null): string[] {
    const inPlace = this.visible().filter(message => message.channel === (channelId ?? this.dmId))
    const lines = inPlace.slice(-newest).flatMap(message => this.message(message))
    const older = inPlace.length - newest
    if (lines.length === 0) return ['No messages yet.']
    return [...(older > 0 ? [`(${older} older)`] : []), ...lines]
  }

  private window(modal: LocalView): string[] {
    return boxed('window', modalAsText(modal, this.names))
  }

  private message(message: LocalMessage): string[] {
    const place =
      message.channel === this.dmId
        ? 'direct message'
        : `#${this.sandbox.slack.channel(message.channel).name}`
    const heading = message.ephemeralTo === null ? place : `${place}, only you see this`
    return boxed(heading, messageAsText(message, this.names))
  }

  private visible(): LocalMessage[] {
    const { slack, seed } = this.sandbox
    const channels = seed.channels
      .map(({ id }) => slack.channel(id))
      .filter(channel => channel.members.has(this.personId))
    const all = [
      ...channels.flatMap(channel => channel.messages),
      ...this.person.dm,
      ...this.person.ephemerals,
    ]
    return all.sort((left, right) => Number(left.ts) - Number(right.ts))
  }

  private get person() {
    return this.sandbox.slack.as(this.personId)
  }

  private get dmId(): string {
    return `D${this.personId.slice(1)}`
  }
}

const keyOf = (message: LocalMessage): string => `${message.channel} ${message.ts}`

/** Names of people and channels; what is unknown keeps its id. */
export function namesOf({ slack }: Sandbox): Names {
  const known = (read: () => string, id: string): string => {
    try {
      return read()
    } catch {
      return id
    }
  }
  return {
    user: id => known(() => slack.user(id).realName, id),
    channel: id => known(() => slack.channel(id).name, id),
  }
}
