import type { ImportTold } from '../domain/staff-list.ts'
import type { Workflows } from '../workflows/for-slack.ts'
import type { SyncProgress } from '../workflows/sync/run-sync.ts'
import { accountsListeners } from './accounts/handlers.ts'
import { scimListeners } from './accounts/scim/handlers.ts'
import { alertChannelListeners, channelEventListeners } from './alerts/channel/handlers.ts'
import { findingListeners } from './checks/finding/handlers.ts'
import { checksListeners } from './checks/handlers.ts'
import { connectListeners } from './connection/connect/handlers.ts'
import { disconnectListeners } from './connection/disconnect/handlers.ts'
import type { LiveSetup } from './doors/setup.ts'
import type { Listener, WordListener } from './frame/listener.ts'
import type { LivingMessage } from './frame/living-message.ts'
import { domainsListeners } from './identity/domains/handlers.ts'
import { identifyListeners } from './identity/identify/handlers.ts'
import { questionListeners } from './identity/question/handlers.ts'
import { severalListeners } from './identity/several/handlers.ts'
import { dayListeners } from './journal/day/handlers.ts'
import { leaversListeners } from './journal/leavers/handlers.ts'
import { journalListeners } from './journal/window/handlers.ts'
import { peopleListeners } from './people/events.ts'
import { importListeners } from './people/import/handlers.ts'
import { joiningListeners } from './people/joining/handlers.ts'
import { leavingListeners } from './people/leaving/handlers.ts'
import { peopleListListeners } from './people/list/handlers.ts'
import { unlistedListeners } from './people/unlisted/handlers.ts'
import { whoisListeners } from './people/whois/handlers.ts'
import { criticalListeners } from './rule/critical/handlers.ts'
import { ruleListeners } from './rule/handlers.ts'
import { syncListeners } from './sync/handlers.ts'
import { heldSyncListeners } from './sync/held-handlers.ts'
import { documentation } from './workspace/help/documentation.ts'
import { helpListeners } from './workspace/help/handlers.ts'
import { holidaysListeners } from './workspace/holidays/handlers.ts'
import { homeListeners } from './workspace/home/handlers.ts'
import type { LiveHome } from './workspace/home/live-home.ts'
import { settingsListeners } from './workspace/settings/handlers.ts'
import { statusListeners } from './workspace/status/handlers.ts'
import { uninstallListeners } from './workspace/uninstall.ts'

/** The one slash command; its words are the listeners of kind `word`. */
export const command = '/miro'

/** Whether the app has a Home tab. */
export const homeTab = true

/** Whether nobody can write to the app: it does not read what people write, so there it would not answer. */
export const messagesReadOnly = true

/** Scopes without which the bot does not work. What each is for: manifest.yml. */
export const requiredScopes = [
  'commands',
  'chat:write',
  'users:read',
  'users:read.email',
  'channels:read',
  'groups:read',
  'im:write',
] as const

/** Scopes that make something better; without them the bot does without. */
export const optionalScopes = [
  'channels:join',
  'channels:history',
  'im:history',
  'groups:history',
  'usergroups:read',
  'files:read',
  'files:write',
] as const

type Parts = {
  readonly workflows: Workflows
  readonly progress: LivingMessage<SyncProgress>
  readonly importMessage: LivingMessage<ImportTold>
  readonly liveSetup: LiveSetup
  readonly home: LiveHome
  /** Where Miro sends the browser back to. */
  readonly redirectUrl: string
  readonly clock: () => Date
}

/** Every command word, button, menu, modal and event the bot answers to. */
export function listeners({
  workflows,
  progress,
  importMessage,
  liveSetup,
  home,
  redirectUrl,
  clock,
}: Parts): Listener[] {
  const all: Listener[] = [
    ...homeListeners(home),
    ...connectListeners(workflows, redirectUrl),
    ...statusListeners(workflows),
    ...criticalListeners(workflows, liveSetup, clock),
    ...ruleListeners(workflows, liveSetup, clock),
    ...alertChannelListeners(workflows, liveSetup),
    ...settingsListeners(workflows, liveSetup),
    ...holidaysListeners(workflows),
    ...domainsListeners(workflows),
    ...disconnectListeners(workflows, liveSetup),
    ...checksListeners(workflows, liveSetup, clock),
    ...accountsListeners(workflows, liveSetup, clock),
    ...whoisListeners(workflows, clock),
    ...peopleListListeners(workflows, clock),
    ...dayListeners(workflows),
    ...leavingListeners(workflows, clock),
    ...leaversListeners(workflows),
    ...journalListeners(workflows),
    ...unlistedListeners(workflows),
    ...joiningListeners(workflows, clock),
    ...importListeners(workflows, importMessage),
    ...identifyListeners(workflows, clock),
    ...severalListeners(workflows, liveSetup, clock),
    ...questionListeners(workflows, clock),
    ...findingListeners(workflows, clock),
    ...syncListeners({ workflows, progress, clock }),
    ...scimListeners(workflows),
    ...heldSyncListeners(workflows),
    ...helpListeners(
      workflows,
      () => all.filter((each): each is WordListener => each.kind === 'word'),
      documentation(),
    ),
    ...channelEventListeners(workflows),
    ...peopleListeners(workflows),
    ...uninstallListeners(workflows),
  ]
  return all
}
