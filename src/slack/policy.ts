import {
  alertChannelIds,
  checksIds,
  commonIds,
  connectIds,
  criticalIds,
  heldSyncIds,
  ruleIds,
  setupIds,
  syncIds,
} from './ids.ts'

/**
 * Who may. admin: Slack's owners and admins. member: everybody of this workspace but guests. anyone: nothing is
 * read or changed (a link was opened, a command is typed again), so nobody needs to be asked.
 */
export type Allow = 'admin' | 'member' | 'anyone'

/**
 * The one table of who may do what. What has no row is refused to everybody. Commands are named as they are typed,
 * everything else by its id.
 */
export const policy: ReadonlyMap<string, Allow> = new Map<string, Allow>([
  ['/miro help', 'member'],
  ['/miro connect', 'admin'],
  ['/miro setup', 'admin'],
  ['/miro rule', 'admin'],
  ['/miro alerts', 'admin'],
  ['/miro checks', 'admin'],
  ['/miro sync', 'admin'],

  [connectIds.open, 'admin'],
  [connectIds.before, 'admin'],
  [connectIds.details, 'admin'],
  [connectIds.openMiro, 'anyone'],
  [connectIds.openElsewhere, 'anyone'],
  [connectIds.pasted, 'admin'],
  [connectIds.again, 'admin'],
  [criticalIds.add, 'admin'],
  [ruleIds.open, 'admin'],
  [ruleIds.modal, 'admin'],
  [ruleIds.way, 'admin'],
  [ruleIds.accounts, 'admin'],
  [ruleIds.titles, 'admin'],
  [ruleIds.departments, 'admin'],
  [alertChannelIds.open, 'admin'],
  [alertChannelIds.modal, 'admin'],
  [checksIds.open, 'admin'],
  [checksIds.more, 'admin'],
  [checksIds.accounts, 'admin'],
  [checksIds.accountsFailing, 'admin'],
  [checksIds.accountsUnknown, 'admin'],
  [checksIds.accountsExcepted, 'admin'],
  [checksIds.accountsPassing, 'admin'],
  [checksIds.accountsNotApplicable, 'admin'],
  [checksIds.nextPage, 'admin'],
  [checksIds.previousPage, 'admin'],
  [checksIds.howToFix, 'admin'],
  [setupIds.open, 'admin'],
  [syncIds.now, 'admin'],
  [heldSyncIds.apply, 'admin'],
  [heldSyncIds.retry, 'admin'],
  [commonIds.typeAgain, 'anyone'],
  [commonIds.openLink, 'anyone'],
])
