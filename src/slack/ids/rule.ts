export const criticalIds = {
  /** Adds the connection in value as a critical system. */
  add: 'critical.add',
  added: 'critical.added',
  /** Which of several organizations. */
  choose: 'critical.choose',
  /** Opens Miro as a critical system. value: the organization. */
  page: 'critical.page',
  pageModal: 'critical.page_modal',
  /** Configure now, or Manage. value: the organization. */
  manage: 'critical.manage',
  manageModal: 'critical.manage_modal',
  /** Back from Manage to the page. */
  back: 'critical.back',
  owner: 'critical.owner',
  remove: 'critical.remove',
} as const

export const ruleIds = {
  /** Opens "Choose valid users" for the connection in value. */
  open: 'rule.open',
  modal: 'rule.modal',
  saved: 'rule.saved',
  /** The list of organizations, where there are several. */
  choose: 'rule.choose',
  way: 'rule.way',
  miroRoles: 'rule.miro_roles',
  titles: 'rule.titles',
  departments: 'rule.departments',
  groups: 'rule.groups',
  /** Whether admin rights are looked at, and which of them are valid. */
  rightsLooked: 'rule.rights_looked',
  adminRights: 'rule.admin_rights',
  /** Accounts approved with the admin rights they have. */
  rightsAccounts: 'rule.rights_accounts',
  accounts: 'rule.accounts',
  /** Chooses every account of somebody who is known. */
  chooseAll: 'rule.choose_all',
  /** Another page of the approved accounts. value: the id it starts after, empty for the first. */
  approvedNext: 'rule.approved_next',
  approvedBack: 'rule.approved_back',
  /** The preview, a modal whose submission saves. */
  preview: 'rule.preview',
  previewing: 'rule.previewing',
  /** Back to the form. value: `draftValue`. */
  change: 'rule.change',
  /** Who would fail. value: `namesValue`. */
  names: 'rule.names',
  namesNext: 'rule.names_next',
  namesBack: 'rule.names_back',
  namesModal: 'rule.names_modal',
  /** From the names back to the preview. value: `draftValue`. */
  previewAgain: 'rule.preview_again',
} as const
