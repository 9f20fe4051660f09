import { readAccountCard } from './accounts/read-account-card.ts'
import { accountWords, readAccounts } from './accounts/read-accounts.ts'
import { readScim, removeScimToken, setScimToken } from './accounts/scim-names.ts'
import { readName, readTeams } from './accounts/teams-and-name.ts'
import { sendTestMessage, setAlertChannel } from './alerts/alert-channel.ts'
import { noteChannelIdChanged, noteChannelJoined } from './alerts/channel-trouble.ts'
import { waitForChecks } from './checks/check-access.ts'
import { lookAtFindings } from './checks/look-at-findings.ts'
import { readBehind, readChecks } from './checks/read-checks.ts'
import { readFinding } from './checks/read-finding.ts'
import type { accountVerifier } from './checks/verify-accounts.ts'
import { beginConnect, finishPasted, typedClientId } from './connection/connect-miro.ts'
import { disconnectMiro, readDisconnectable } from './connection/disconnect-miro.ts'
import { answerQuestion } from './identity/answer-question.ts'
import { askOwner } from './identity/ask-owner.ts'
import { confirmAnswer, dismissAnswer } from './identity/decide-answer.ts'
import { previewDomains, readDomains, saveDomains } from './identity/declare-domains.ts'
import { identifyAccount, readIdentity, unlinkAccount } from './identity/identify-account.ts'
import { acceptGuesses, identifySeveral, refuseGuess } from './identity/identify-several.ts'
import { readUnidentified } from './identity/read-unidentified.ts'
import { readJournal } from './journal/read-journal.ts'
import { readLeavers } from './journal/read-leavers.ts'
import { readPastDay } from './journal/read-past-day.ts'
import { answerUnlisted, readUnlisted } from './people/answer-unlisted.ts'
import { chooseColumns } from './people/choose-columns.ts'
import { applyImport, importStaff, mayReadFiles } from './people/import-staff.ts'
import { joinPeople, keepApart, partPeople, readJoining } from './people/join-people.ts'
import { noteGroupEvent, notePersonEvent } from './people/look-at-groups.ts'
import { readPeople } from './people/read-people.ts'
import { readPeopleNotices } from './people/read-people-notices.ts'
import { readLeaving, setLeaving } from './people/set-leaving.ts'
import { discardStaffFile, readStaffFile } from './people/staff-file.ts'
import { findPeople, readPerson, whois } from './people/whois.ts'
import { addAsCritical, readCritical, removeFromCritical, setCriticalOwner } from './rule/critical-system.ts'
import { draftAgain, draftRule, keepRuleDraft } from './rule/draft-rule.ts'
import { namesUnderRule, previewRule } from './rule/preview-rule.ts'
import { findAccounts, identifiedAccounts, ruleOptions } from './rule/rule-options.ts'
import { saveRule } from './rule/save-rule.ts'
import { decideHeld } from './sync/decide-held.ts'
import { nextSyncOf } from './sync/due-syncs.ts'
import { readHeldLosses } from './sync/read-held.ts'
import { requestSync } from './sync/request-sync.ts'
import type { Bound } from './uses.ts'
import { noteAppRemoved, noteHeard } from './workspace/app-removed.ts'
import { readHolidays, saveHolidays } from './workspace/holidays.ts'
import { permission, standing } from './workspace/permission.ts'
import { readHome } from './workspace/read-home.ts'
import { readSettings, userGroups } from './workspace/read-settings.ts'
import { readSetup } from './workspace/read-setup.ts'
import { saveSettings, useTimeZone } from './workspace/save-settings.ts'

const identity = {
  readIdentity,
  identifyAccount,
  unlinkAccount,
  readUnidentified,
  identifySeveral,
  acceptGuesses,
  refuseGuess,
  askOwner,
  answerQuestion,
  confirmAnswer,
  dismissAnswer,
  readDomains,
  previewDomains,
  saveDomains,
}

const people = {
  findPeople,
  readPerson,
  readPeople,
  whois,
  readLeaving,
  setLeaving,
  readUnlisted,
  answerUnlisted,
  readPeopleNotices,
  readJoining,
  joinPeople,
  keepApart,
  partPeople,
  notePersonEvent,
  noteGroupEvent,
  mayReadFiles,
  importStaff,
  chooseColumns,
  readStaffFile,
  applyImport,
  discardStaffFile,
}

const accounts = {
  readAccounts,
  accountWords,
  readAccountCard,
  readName,
  readTeams,
  readScim,
  setScimToken,
  removeScimToken,
}

const alerts = { setAlertChannel, sendTestMessage, noteChannelJoined, noteChannelIdChanged }

const checks = { readChecks, readBehind, readFinding, lookAtFindings, waitForChecks }

const connection = { beginConnect, typedClientId, finishPasted, readDisconnectable, disconnectMiro }

const journal = { readJournal, readLeavers, readPastDay }

const rule = {
  addAsCritical,
  readCritical,
  removeFromCritical,
  setCriticalOwner,
  ruleOptions,
  findAccounts,
  identifiedAccounts,
  draftRule,
  keepRuleDraft,
  draftAgain,
  previewRule,
  namesUnderRule,
  saveRule,
}

const sync = { requestSync, decideHeld, readHeldLosses, nextSync: nextSyncOf }

const workspace = {
  noteAppRemoved,
  noteHeard,
  permission,
  readHome,
  readSetup,
  readSettings,
  saveSettings,
  standing,
  useTimeZone,
  readHolidays,
  saveHolidays,
  userGroups,
}

/** Everything that commands, buttons and windows call, by wing. */
export const forSlack = {
  ...accounts,
  ...alerts,
  ...checks,
  ...connection,
  ...identity,
  ...journal,
  ...people,
  ...rule,
  ...sync,
  ...workspace,
}

/** The same as its callers see it: without the world. */
export type Workflows = Bound<typeof forSlack> & {
  /** Made with the world: it remembers which accounts it is asking about. */
  readonly verifyAccounts: ReturnType<typeof accountVerifier>
}
