import type { LocalBoard, LocalMember, LocalTeam as MiroTeam } from '../miro/shapes.ts'
import type { LocalChannel, LocalTeam, LocalUser, LocalUserGroup } from '../slack/shapes.ts'

/** A company to try the bot on: its Slack, its Miro, and what people decided that has no screen yet. */
export type Seed = {
  readonly team: LocalTeam
  readonly users: readonly LocalUser[]
  readonly channels: readonly LocalChannel[]
  readonly userGroups?: readonly LocalUserGroup[]
  readonly organization: { readonly id: string; readonly name: string; readonly plan: string }
  readonly members: readonly LocalMember[]
  /** Miro's teams; one of everybody but guests when absent. */
  readonly teams?: readonly MiroTeam[]
  /** Where Miro tells the names of guests. */
  readonly boards?: readonly LocalBoard[]
  readonly decisions: Decisions
}

/** Stored once the organisation is connected. Accounts and people are named by address and Slack id. */
export type Decisions = {
  /** Domains that are the same company. */
  readonly equalDomains: readonly string[]
  readonly aliases: readonly { readonly slackUserId: string; readonly address: string }[]
  readonly classes: readonly {
    readonly email: string
    readonly class: 'external' | 'service' | 'shared' | 'unidentified'
    /** The sponsor or the owner. */
    readonly slackUserId: string | null
    readonly reason: string | null
  }[]
  readonly exceptions: readonly {
    readonly email: string
    readonly checkId: 'identified' | 'valid'
    readonly reason: string
    readonly requestedBy: string
    readonly approvedBy: string
    readonly days: number
  }[]
}

export const noDecisions: Decisions = { equalDomains: [], aliases: [], classes: [], exceptions: [] }

/** The bot's own user in every seed. */
export const bot = { userId: 'U0MIROBOT', botId: 'B0MIROBOT', appId: 'A0MIROBOT' }
