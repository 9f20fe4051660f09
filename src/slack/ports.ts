import type { ImportTold } from '../domain/staff-list.ts'
import type { Log } from '../log.ts'
import type { LiveConnect } from '../workflows/connection/connect-problem.ts'
import type { SyncProgress } from '../workflows/sync/run-sync.ts'
import type { Setup } from '../workflows/workspace/read-setup.ts'
import { type AlertSender, openAlertSender, openTestPost } from './alerts/sender.ts'
import { openLiveConnect } from './connection/connect/live-connect.ts'
import type { LiveSetup } from './doors/setup.ts'
import { type Channels, openChannels } from './frame/channels.ts'
import { type Clients, openClients } from './frame/clients.ts'
import { callSlack, SlackError } from './frame/errors.ts'
import type { Form } from './frame/forms.ts'
import { openInstallation, type TestedInstallation } from './frame/installation.ts'
import { type LivingMessage, openLivingMessage } from './frame/living-message.ts'
import { type Identity, identify } from './frame/own-workspace.ts'
import { openUploads, type Uploads } from './frame/uploads.ts'
import { openUserGroups, type UserGroups } from './frame/user-groups.ts'
import { openWitnessSender, type WitnessSender } from './journal/witness-sender.ts'
import { type Directory, openDirectory } from './people/directory/directory.ts'
import { importMessage } from './people/import/view.ts'
import { syncProgress } from './sync/progress.ts'
import { type LiveHome, openLiveHome, type ReadHome } from './workspace/home/live-home.ts'
import { openLiveSetup } from './workspace/setup/live-setup.ts'

/** What workflows and jobs may do in Slack. */
export type SlackPorts = {
  readonly clients: Clients
  /** Asked of Slack once; asked again only after a failure. */
  identify(): Promise<Identity>
  readonly installation: TestedInstallation
  readonly directory: Directory
  readonly channels: Channels
  readonly alertSender: AlertSender
  /** Posts to the alert channel only to show that it works. Throws SlackError. */
  readonly postTest: (channelId: string, by: string) => Promise<void>
  readonly witnessSender: WitnessSender
  readonly groups: UserGroups
  readonly uploads: Uploads
  readonly progress: LivingMessage<SyncProgress>
  readonly importMessage: LivingMessage<ImportTold>
  readonly liveSetup: LiveSetup
  readonly liveConnect: LiveConnect
  readonly home: LiveHome
  /** Ends calls of Slack under way: they throw an AbortError. */
  cutOff(): void
}

type Parts = {
  readonly botToken: string
  readonly apiUrl: string
  readonly miroUrl: string
  readonly readSetup: (workspaceId: string) => Promise<Setup>
  readonly readHome: ReadHome
  readonly blocks?: Form
  readonly clock: () => Date
  readonly reference: () => string
  readonly log: Log
  /** Milliseconds between two edits of one message or one Home; what Slack allows, when absent. */
  readonly editEvery?: number | undefined
}

/** Builds them; Slack is called only when one of them is used. */
export function openSlackPorts(parts: Parts): SlackPorts {
  const installation = openInstallation()
  const ending = new AbortController()
  const clients = openClients({ ...parts, installation, ending: ending.signal })
  // One try: a start says after each what is missing.
  const identity = once(() => identify(clients.once))
  const liveSetup = openLiveSetup({ clients, readSetup: parts.readSetup, log: parts.log })
  return {
    clients,
    identify: identity,
    installation: { ...installation, tokenWorks: openTokenTest(clients, parts.clock) },
    directory: openDirectory(clients, identity),
    channels: openChannels(clients.interactive),
    alertSender: openAlertSender({ ...clients, miroUrl: parts.miroUrl }),
    postTest: openTestPost(clients.once),
    witnessSender: openWitnessSender({ ...parts, ...clients, ending: ending.signal }),
    groups: openUserGroups(clients, parts.clock),
    uploads: openUploads({ client: clients.interactive, botToken: parts.botToken, apiUrl: parts.apiUrl }),
    progress: openLivingMessage(clients.once, syncProgress, parts.editEvery),
    importMessage: openLivingMessage(
      clients.once,
      { message: importMessage, isOver: ({ came }) => came !== 'asked' },
      parts.editEvery,
    ),
    liveSetup,
    liveConnect: openLiveConnect({ ...parts, clients, liveSetup }),
    home: openLiveHome({ ...parts, clients }, parts.editEvery),
    cutOff: () => ending.abort(new DOMException('the bot is being stopped', 'AbortError')),
  }
}

function openTokenTest(clients: Clients, clock: () => Date): () => Promise<boolean> {
  let askedAt = 0
  return async () => {
    const now = clock().getTime()
    if (Math.abs(now - askedAt) < 60_000) return false
    askedAt = now
    try {
      await callSlack(() => clients.once.auth.test())
      return true
    } catch (error) {
      if (error instanceof SlackError) return false
      throw error
    }
  }
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null
  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = null
      throw error
    })
    return asked
  }
}
