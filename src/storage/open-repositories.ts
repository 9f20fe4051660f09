import type { Sealer } from '../crypto/sealed.ts'
import { accountCardRepository } from './account-card-sql.ts'
import { accountListRepository } from './account-list-sql.ts'
import { accountLookRepository } from './account-look-sql.ts'
import { accountSyncRepository } from './account-sync-sql.ts'
import { actedRequestsRepository } from './acted-requests.ts'
import { alertsRepository } from './alerts-sql.ts'
import { auditRepository } from './audit-sql.ts'
import { connectionsRepository } from './connections-sql.ts'
import { decisionsRepository } from './decisions-sql.ts'
import { disconnectingRepository } from './disconnecting-sql.ts'
import type { Storage } from './engine/storage.ts'
import { equalDomainsRepository } from './equal-domains-sql.ts'
import { evaluationRepository } from './evaluation-sql.ts'
import { findingsRepository } from './findings-sql.ts'
import { gapsRepository } from './gaps-sql.ts'
import { joiningRepository } from './joining-sql.ts'
import { journalRepository } from './journal.ts'
import { journalWindowRepository } from './journal-window-sql.ts'
import { ladderRepository } from './ladder-sql.ts'
import { leaversRepository } from './leavers-sql.ts'
import { leavingRepository } from './leaving-sql.ts'
import { likenessesRepository } from './likenesses-sql.ts'
import { oauthAttemptsRepository } from './oauth-attempts-sql.ts'
import { overviewRepository } from './overview-sql.ts'
import { partingRepository } from './parting-sql.ts'
import { pastDayRepository } from './past-day.ts'
import { peopleListRepository } from './people-list-sql.ts'
import { peopleRepository } from './people-sql.ts'
import { personEventsRepository } from './person-events.ts'
import { questionsRepository } from './questions.ts'
import { retentionRepository } from './retention-sql.ts'
import { ruleDraftsRepository, rulesRepository } from './rules-sql.ts'
import { scimRepository } from './scim-sql.ts'
import { settingsRepository } from './settings-sql.ts'
import { signingKeysRepository } from './signing-keys.ts'
import { staffFilesRepository } from './staff-files-sql.ts'
import { staffListRepository } from './staff-list.ts'
import { staffLookRepository } from './staff-look-sql.ts'
import { staffSyncRepository } from './staff-sync-sql.ts'
import { suggestionsRepository } from './suggestions-sql.ts'
import { syncRunsRepository } from './sync-runs-sql.ts'
import { unidentifiedRepository } from './unidentified-sql.ts'
import { unlistedRepository } from './unlisted-sql.ts'
import { userGroupsRepository } from './user-groups-sql.ts'
import { witnessesRepository } from './witnesses.ts'
import { workspacesRepository } from './workspaces.ts'

export type Repositories = ReturnType<typeof openRepositories>

/** One repository for each thing that is stored. `timeZone`: where a workspace has none. */
export const openRepositories = (storage: Storage, sealer: Sealer, timeZone: string) => ({
  accountCards: accountCardRepository(storage),
  accountList: accountListRepository(storage),
  accountLook: accountLookRepository(storage),
  accountSync: accountSyncRepository(storage),
  actedRequests: actedRequestsRepository(storage),
  alerts: alertsRepository(storage),
  attempts: oauthAttemptsRepository(storage, sealer),
  audit: auditRepository(storage),
  connections: connectionsRepository(storage, sealer),
  decisions: decisionsRepository(storage),
  disconnecting: disconnectingRepository(storage),
  equalDomains: equalDomainsRepository(storage),
  evaluation: evaluationRepository(storage),
  findings: findingsRepository(storage),
  gaps: gapsRepository(storage),
  joining: joiningRepository(storage),
  journal: journalRepository(storage),
  journalWindow: journalWindowRepository(storage),
  leavers: leaversRepository(storage),
  leaving: leavingRepository(storage),
  likenesses: likenessesRepository(storage),
  overview: overviewRepository(storage),
  parting: partingRepository(storage),
  pastDay: pastDayRepository(storage),
  people: peopleRepository(storage),
  peopleList: peopleListRepository(storage),
  personEvents: personEventsRepository(storage),
  questions: questionsRepository(storage),
  retention: retentionRepository(storage),
  ruleDrafts: ruleDraftsRepository(storage),
  rules: rulesRepository(storage),
  runs: syncRunsRepository(storage),
  scim: scimRepository(storage, sealer),
  settings: settingsRepository(storage),
  signingKeys: signingKeysRepository(storage, sealer),
  staffFiles: staffFilesRepository(storage),
  ladder: ladderRepository(storage),
  staffList: staffListRepository(storage, timeZone),
  staffLook: staffLookRepository(storage),
  staffSync: staffSyncRepository(storage),
  suggestions: suggestionsRepository(storage),
  unidentified: unidentifiedRepository(storage),
  unlisted: unlistedRepository(storage),
  userGroups: userGroupsRepository(storage),
  witnesses: witnessesRepository(storage),
  workspaces: workspacesRepository(storage),
})
