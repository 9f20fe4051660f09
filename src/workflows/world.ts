import type { readCalendar } from '../calendar/read-calendar.ts'
import type { AlertFacts } from '../domain/alert.ts'
import type { ConnectionKey } from '../domain/connection-key.ts'
import type { Given, Refusal } from '../domain/decision.ts'
import type { ImportTold } from '../domain/staff-list.ts'
import type { Log } from '../log.ts'
import type { Miro } from '../miro/open-miro.ts'
import type { ChannelInfo } from '../slack/frame/channels.ts'
import type { TestedInstallation } from '../slack/frame/installation.ts'
import type { Uploads } from '../slack/frame/uploads.ts'
import type { UserGroups } from '../slack/frame/user-groups.ts'
import type { WitnessSender } from '../slack/journal/witness-sender.ts'
import type { Directory } from '../slack/people/directory/directory.ts'
import type { openStaffCsv } from '../staff-csv/open-staff-csv.ts'
import type { Repositories } from '../storage/open-repositories.ts'
import type { LiveConnect } from './connection/connect-problem.ts'
import type { Jobs, MessagePlace, Send } from './jobs.ts'

/** Time as the program has it; tests bring their own. */
type Time = {
  readonly clock: () => Date
  readonly pause: (milliseconds: number) => Promise<void>
  /** Calls after so many milliseconds, unless cancelled by what it returns. */
  readonly after: (milliseconds: number, call: () => void) => () => void
  /** Calls again and again, until what it returns is called. */
  readonly every: (milliseconds: number, beat: () => void) => () => void
  /** For long work, between two pieces: everybody else gets a turn, and people who wait for an answer some more. */
  readonly makeWay: () => Promise<void>
}

/** What the bot was started with, and what counts where a workspace chose nothing else. */
type StartedWith = {
  /** Longest time between two scheduled reads, in milliseconds. */
  readonly intervals: { readonly accounts: number; readonly staff: number }
  readonly timeZone: string
  readonly syncCron: string
  readonly nextSyncAt: () => Date
}

/** What is known of who works here; what is asked all the time is asked by Slack id, as of now. */
type People = Omit<Repositories['people'], 'admins' | 'isCurrent' | 'hasLeft' | 'timeZone'> & {
  /** Who administers the bot. */
  admins(workspaceId: string): Promise<readonly string[]>
  isCurrent(workspaceId: string, slackUserId: string): Promise<boolean>
  /** True only of somebody the sources know, and no longer as a colleague of today. */
  hasLeft(workspaceId: string, slackUserId: string): Promise<boolean>
  timeZone(workspaceId: string, slackUserId: string): Promise<string | null>
}

/** What somebody decides about one account. */
export type IdentifyInput = Given & {
  readonly key: ConnectionKey
  readonly accountId: string
  /** When that was decided which the person saw; null when they saw that nothing was. */
  readonly seen: Date | null
  readonly by: string
}

export type Identified =
  | {
      readonly outcome: 'saved'
      readonly email: string | null
      readonly personName: string | null
      /** It is the account of somebody who left: a finding opens. */
      readonly left: boolean
      /** Other accounts with this address are this person's too from now on. */
      readonly learned: boolean
    }
  /** Somebody else decided about the account, or it changed, since it was shown. */
  | { readonly outcome: 'changed' }
  /** onlyAdmin: nobody else could decide today. */
  | { readonly outcome: 'refused'; readonly because: Refusal; readonly onlyAdmin: boolean }

/** What workflows ask of each other: done at once, or by a job soon. */
type Verbs = {
  readonly send: Send
  /** Every account of a connection is judged now. */
  readonly check: (key: ConnectionKey, evaluationId: string) => Promise<unknown>
  /** Some accounts only. */
  readonly checkAccounts: (
    key: ConnectionKey,
    evaluationId: string,
    accountIds: readonly string[],
    /** Slack id of who asked Miro about them just now. */
    verifiedBy?: string,
  ) => Promise<{ readonly outcome: 'done' | 'superseded' | 'too_early' }>
  readonly requestEvaluation: (key: ConnectionKey) => Promise<void>
  /** Somebody decided about accounts: all are checked again, and who was asked about one sees that it is decided. */
  readonly decided: (key: ConnectionKey) => Promise<void>
  readonly identifyAccount: (input: IdentifyInput) => Promise<Identified>
  /** Sends what is due, now. */
  readonly deliver: () => Promise<unknown>
  readonly requestDelivery: () => Promise<unknown>
  /** Names of accounts are read where a token for that is kept. `news`: also before its time. */
  readonly requestNames: (key: ConnectionKey, news: boolean) => Promise<unknown>
  readonly enqueueSync: (job: Jobs['sync']) => Promise<boolean>
  /** The connected organizations of a workspace. */
  readonly keysOf: (workspaceId: string) => Promise<readonly ConnectionKey[]>
}

/** Posts and edits alerts, one try each. */
type AlertSender = {
  /** To a channel, or as a direct message to a person's id. `key`: finds it again after a lost answer. */
  post(channel: string, facts: AlertFacts, options: SendOptions): Promise<{ channelId: string; ts: string }>
  update(channelId: string, ts: string, facts: AlertFacts, options: SendOptions): Promise<void>
  remove(channelId: string, ts: string): Promise<void>
  /** The message with this key posted since `oldest`, or null. */
  find(channelId: string, key: string, oldest: Date, threadTs: string | null): Promise<{ ts: string } | null>
}

type SendOptions = {
  readonly key: string
  readonly thread: { readonly ts: string; readonly broadcast: boolean } | null
  readonly mask: boolean
  readonly now: Date
  readonly maybeDouble: boolean
}

/** Everything that workflows are made of. Each picks what it uses by name (`uses.ts`); `wiring/world.ts` builds it. */
export type World = Omit<Repositories, 'people'> &
  Pick<Miro, 'oauth' | 'members' | 'teams' | 'boards' | 'retrying'> &
  Time &
  Verbs & {
    readonly log: Log
    /** A new secret nobody can guess. */
    readonly token: () => string
    readonly startedWith: StartedWith
    readonly publicUrl: string
    readonly miroUrl: string
    readonly people: People

    /** Calls Miro with an access token that works. Throws AccessRefused when only a person can help. */
    readonly callMiro: <T>(key: ConnectionKey, call: (accessToken: string) => Promise<T>) => Promise<T>
    readonly miroScim: Miro['scim']

    readonly installation: Pick<TestedInstallation, 'isRemoved' | 'setRemoved' | 'tokenWorks'>
    readonly directory: Directory
    readonly channels: {
      info(channelId: string): Promise<ChannelInfo>
      /** Whether it is in the public channel now. */
      join(channelId: string): Promise<boolean>
    }
    readonly groups: UserGroups
    readonly uploads: Uploads
    readonly openStaffCsv: typeof openStaffCsv
    readonly readCalendar: typeof readCalendar
    readonly alertSender: AlertSender
    readonly witnessSender: WitnessSender
    /** Posts to a channel only to show that it works. */
    readonly postTest: (channelId: string, by: string) => Promise<void>
    readonly liveConnect: LiveConnect
    /** The message to whoever brought a staff list. */
    readonly importMessage: { update(place: MessagePlace, told: ImportTold): Promise<void> }
    /** Home is shown anew to everybody of the workspace who has it open. */
    readonly home: { changed(workspaceId: string): void }
  }
