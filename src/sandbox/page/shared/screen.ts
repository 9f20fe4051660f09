import type { NamedScope } from '../../miro/scopes.ts'
import type { LocalView, StateValues, TextObject } from '../../slack/shapes.ts'
import type { FaultName } from './fault-names.ts'

/** What the page is told: everything one person can see, and the world outside of Slack. */

export type PersonKind =
  | 'owner'
  | 'admin'
  | 'member'
  | 'guest'
  | 'bot'
  | 'invited'
  | 'another company'
  | 'deactivated'

export type PersonShown = {
  readonly id: string
  readonly name: string
  /** What stands after the @ of a mention. */
  readonly handle: string
  readonly title: string
  readonly email: string | null
  readonly kind: PersonKind
  /** Whether somebody can use the page as this person. */
  readonly canBe: boolean
}

export type PlaceShown = {
  readonly id: string
  readonly name: string
  readonly kind: 'public' | 'private' | 'im' | 'mpim'
  readonly archived: boolean
  /** Shared with another company. */
  readonly shared: boolean
  readonly isMember: boolean
  readonly hasBot: boolean
  readonly memberCount: number
}

export type MessageShown = {
  readonly channel: string
  readonly ts: string
  readonly user: string
  readonly text: string
  readonly blocks: LocalView['blocks']
  readonly threadTs: string | null
  /** A reply that the channel sees too. */
  readonly broadcast: boolean
  readonly files: readonly { readonly name: string; readonly text: string }[]
  readonly onlyYou: boolean
  readonly edited: boolean
  /** What is filled in or chosen in its elements. */
  readonly answers: StateValues
}

export type ViewShown = {
  readonly id: string
  readonly hash: string
  readonly callbackId: string
  readonly title: TextObject | null
  readonly submit: TextObject | null
  readonly close: TextObject | null
  readonly blocks: LocalView['blocks']
  readonly answers: StateValues
  /** What the last submission was refused for: block id to text. */
  readonly errors: Readonly<Record<string, string>>
}

export type AccountShown = {
  readonly id: string
  readonly email: string
  readonly name: string | null
  readonly role: string
  readonly state: 'active' | 'deactivated' | 'removed'
}

export type FaultShown = { readonly name: FaultName; readonly left: number | 'always' }

export type OutsideShown = {
  readonly organization: string
  readonly groups: readonly {
    readonly id: string
    readonly handle: string
    readonly users: readonly string[]
  }[]
  readonly accounts: readonly AccountShown[]
  /** The sixty more have come. */
  readonly hasGrown: boolean
  readonly roles: readonly { readonly value: string; readonly name: string }[]
  readonly faults: readonly FaultShown[]
  /** The company's clock is so far ahead of the machine's, in milliseconds. */
  /** "every 4 hours" */
  readonly readsAccounts: string
  readonly clockAheadMs: number
  readonly miroApp: {
    readonly clientId: string
    readonly clientSecret: string
    /** null: SCIM is switched off. */
    readonly scimToken: string | null
    readonly permissions: readonly { readonly scope: NamedScope; readonly isTicked: boolean }[]
  }
  readonly botUrl: string
}

/** How far the way to the first alert has been walked. */
export type TourShown = {
  readonly connected: boolean
  readonly ruled: boolean
  readonly channelChosen: boolean
  readonly alerted: boolean
}

export type Me = {
  readonly id: string
  readonly timeZone: string
  readonly deactivated: boolean
  readonly dm: string
}

export type Team = {
  readonly name: string
  readonly app: string
  readonly appUserId: string
  /** Nobody can write to the app. */
  readonly messagesReadOnly: boolean
  readonly commands: readonly CommandShown[]
}

export type CommandShown = {
  readonly command: string
  readonly description: string
  /** First words that the command understands. */
  readonly words: readonly string[]
}

export type Screen = {
  readonly team: Team
  readonly me: Me
  readonly people: readonly PersonShown[]
  readonly places: readonly PlaceShown[]
  /** Channel id to its newest messages, oldest first; ephemeral ones in their place. */
  readonly messages: Readonly<Record<string, readonly MessageShown[]>>
  /** Open modals, bottom first. */
  readonly modals: readonly ViewShown[]
  readonly home: ViewShown | null
  readonly outside: OutsideShown
  readonly tour: TourShown
}

/** What changed: whole parts by name, of `messages` channel by channel. */
export type ScreenChange = Partial<Omit<Screen, 'messages'>> & { readonly messages?: Screen['messages'] }
