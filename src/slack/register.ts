import type { Log } from '../log.ts'
import { accountsListeners } from './accounts/handlers.ts'
import { alertChannelListeners } from './alert-channel/handlers.ts'
import { channelJoinedListeners } from './channel-joined/handlers.ts'
import { checksListeners } from './checks/handlers.ts'
import { connectListeners } from './connect/handlers.ts'
import { criticalListeners } from './critical/handlers.ts'
import { disconnectListeners } from './disconnect/handlers.ts'
import { domainsListeners } from './domains/handlers.ts'
import { findingListeners } from './finding/handlers.ts'
import { heldSyncListeners } from './held-sync/handlers.ts'
import { helpListeners } from './help/handlers.ts'
import { homeListeners } from './home/handlers.ts'
import type { HomeScreens } from './home/screens.ts'
import { identifyListeners } from './identify/handlers.ts'
import { suggestionsListeners } from './identify/suggestions/handlers.ts'
import { importListeners } from './import/handlers.ts'
import { joiningListeners } from './joining/handlers.ts'
import { leavingListeners } from './leaving/handlers.ts'
import type { Listener, WordListener } from './listener.ts'
import { peopleListeners } from './people/handlers.ts'
import { questionListeners } from './question/handlers.ts'
import { ruleListeners } from './rule/handlers.ts'
import { scimListeners } from './scim/handlers.ts'
import { settingsListeners } from './settings/handlers.ts'
import { setupListeners } from './setup/handlers.ts'
import type { SetupMessages } from './setup/living-message.ts'
import { statusListeners } from './status/handlers.ts'
import { syncListeners } from './sync/handlers.ts'
import type { ProgressPort } from './sync/progress.ts'
import { uninstallListeners } from './uninstall/handlers.ts'
import { whoisListeners } from './whois/handlers.ts'
import type { Workflows } from './workflows.ts'

/** The one slash command; its words are the listeners of kind `word`. */
export const command = '/miro'

/** Whether the app has a Home tab. */
export const homeTab = true

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
  'channels:history',
  'groups:history',
  'usergroups:read',
  'files:read',
  'files:write',
] as const

type Needs = {
  readonly workflows: Workflows
  readonly progress: ProgressPort
  readonly setupMessages: SetupMessages
  readonly home: HomeScreens
  /** Where Miro sends the browser back to. */
  readonly redirectUrl: string
  readonly clock: () => Date
  readonly log: Log
}

/** Every command word, button, menu, modal and event the bot answers to. */
export function listeners({
  workflows,
  progress,
  setupMessages,
  home,
  redirectUrl,
  clock,
  log,
}: Needs): Listener[] {
  const all: Listener[] = [
    ...homeListeners(home),
    ...connectListeners(workflows, redirectUrl),
    ...statusListeners(workflows),
    ...setupListeners(workflows),
    ...criticalListeners(workflows, setupMessages),
    ...ruleListeners(workflows, setupMessages, clock),
    ...alertChannelListeners(workflows, setupMessages),
    ...settingsListeners(workflows),
    ...domainsListeners(workflows),
    ...disconnectListeners(workflows, setupMessages),
    ...checksListeners(workflows, clock),
    ...accountsListeners(workflows, clock),
    ...whoisListeners(workflows, clock),
    ...leavingListeners(workflows, clock),
    ...joiningListeners(workflows, clock),
    ...importListeners(workflows),
    ...identifyListeners(workflows, clock),
    ...suggestionsListeners(workflows, clock),
    ...questionListeners(workflows, clock),
    ...findingListeners(workflows, clock),
    ...syncListeners({ workflows, progress, clock }),
    ...scimListeners(workflows),
    ...heldSyncListeners(workflows),
    ...helpListeners(workflows, () => all.filter((each): each is WordListener => each.kind === 'word')),
    ...channelJoinedListeners(workflows),
    ...peopleListeners(workflows),
    ...uninstallListeners(workflows, log),
  ]
  return all
}
