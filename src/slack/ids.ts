/**
 * Every id the bot gives to a button, menu, modal or block, by feature. Slack sends them back, so a released id
 * keeps its meaning. Form: `feature.what`. Who is meant travels beside them, as opaque ids in `value` or
 * `private_metadata`, and is parsed again by the feature's read.ts.
 */

export const connectIds = {
  /** Opens modal 1. value: the organization to reconnect, or empty. */
  open: 'connect.open',
  before: 'connect.before',
  details: 'connect.details',
  openMiro: 'connect.open_miro',
  /** The link for a browser that does not reach the bot. */
  openElsewhere: 'connect.open_elsewhere',
  /** The modal that takes the address such a browser ended on. */
  pasted: 'connect.pasted',
  address: 'connect.address',
  again: 'connect.again',
  result: 'connect.result',
  acknowledged: 'connect.acknowledged',
  clientId: 'connect.client_id',
  clientSecret: 'connect.client_secret',
} as const

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
  /** Opens "Who is a valid user?" for the connection in value. */
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
  accounts: 'rule.accounts',
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

export const alertChannelIds = {
  /** Opens "Where do alerts go?". */
  open: 'alert_channel.open',
  modal: 'alert_channel.modal',
  saved: 'alert_channel.saved',
  channel: 'alert_channel.channel',
} as const

export const settingsIds = {
  /** Opens the settings. */
  open: 'settings.open',
  modal: 'settings.modal',
  /** Posts a test message to the alert channel. */
  test: 'settings.test',
  tested: 'settings.tested',
  schedule: 'settings.schedule',
  timeZone: 'settings.time_zone',
  adminWay: 'settings.admin_way',
  adminPeople: 'settings.admin_people',
  adminGroup: 'settings.admin_group',
  removalDeadline: 'settings.removal_deadline',
  otherDeadline: 'settings.other_deadline',
  maskNames: 'settings.mask_names',
  reviewDays: 'settings.review_days',
} as const

export const domainsIds = {
  /** Opens the domains that are the same company. */
  open: 'domains.open',
  modal: 'domains.modal',
  list: 'domains.list',
  /** What they would do, a modal whose submission saves. */
  preview: 'domains.preview',
  saved: 'domains.saved',
} as const

export const disconnectIds = {
  /** Asks before disconnecting the organization in value. */
  open: 'disconnect.open',
  modal: 'disconnect.modal',
  done: 'disconnect.done',
  /** The list of organizations, where there are several. */
  choose: 'disconnect.choose',
  name: 'disconnect.name',
} as const

export const checksIds = {
  /** Shows the four checks. */
  open: 'checks.open',
  /** The same, further down the list of organizations. value: the first to show. */
  more: 'checks.more',
  /** Opens the accounts behind one count. value: `behindValue`. */
  accounts: 'checks.accounts',
  /** The same, one per verdict: buttons that stand side by side may not share an id. */
  accountsFailing: 'checks.accounts_failing',
  accountsUnknown: 'checks.accounts_unknown',
  accountsExcepted: 'checks.accounts_excepted',
  accountsPassing: 'checks.accounts_passing',
  accountsNotApplicable: 'checks.accounts_not_applicable',
  accountsModal: 'checks.accounts_modal',
  nextPage: 'checks.next_page',
  previousPage: 'checks.previous_page',
  howToFix: 'checks.how_to_fix',
  howToFixModal: 'checks.how_to_fix_modal',
} as const

export const accountsIds = {
  /** Opens the list of accounts. value: `accountsValue`. */
  open: 'accounts.open',
  modal: 'accounts.modal',
  /** Opens the card of one account. value: `cardValue`. */
  card: 'accounts.card',
  cardModal: 'accounts.card_modal',
  search: 'accounts.search',
  filters: 'accounts.filters',
  organization: 'accounts.organization',
  presence: 'accounts.presence',
  class: 'accounts.class',
  role: 'accounts.role',
  license: 'accounts.license',
  verdict: 'accounts.verdict',
  inactive: 'accounts.inactive',
  clear: 'accounts.clear',
  nextPage: 'accounts.next_page',
  previousPage: 'accounts.previous_page',
} as const

export const whoisIds = {
  /** Shows one of several people. value: the person's id. */
  show: 'whois.show',
} as const

export const identifyIds = {
  /** Opens Identify for one account. value: `accountValue`. */
  open: 'identify.open',
  modal: 'identify.modal',
  saved: 'identify.saved',
  refused: 'identify.refused',
  choice: 'identify.choice',
  user: 'identify.user',
  person: 'identify.person',
  name: 'identify.name',
  email: 'identify.email',
  title: 'identify.title',
  start: 'identify.start',
  sponsor: 'identify.sponsor',
  note: 'identify.note',
  owner: 'identify.owner',
  reason: 'identify.reason',
  review: 'identify.review',
  /** Takes a suggestion. value: `takeValue`. */
  take: 'identify.take',
  /** Forgets the decision. value: `seenValue`. */
  unlink: 'identify.unlink',
} as const

export const leavingIds = {
  /** Opens who leaves, and when. value: the person's id. */
  open: 'leaving.open',
  /** The same, in the modal that asks which of several is meant. */
  choose: 'leaving.choose',
  /** The modal that asks who is meant, and its menu of everybody who is known. */
  who: 'leaving.who',
  pick: 'leaving.pick',
  modal: 'leaving.modal',
  result: 'leaving.result',
  type: 'leaving.type',
  lastDay: 'leaving.last_day',
  onLeave: 'leaving.on_leave',
  reason: 'leaving.reason',
  /** The person does not leave after all. */
  cancel: 'leaving.cancel',
  cameBack: 'leaving.came_back',
  /** They work here already, though a source says later. */
  begun: 'leaving.begun',
} as const

export const importIds = {
  /** Opens the form that takes a staff list. */
  open: 'import.open',
  form: 'import.form',
  file: 'import.file',
  text: 'import.text',
  /** Opens the preview of a list that waits, from the message about it. value: `listValue`. */
  show: 'import.show',
  /** What a list would change, a modal whose submission imports. */
  preview: 'import.preview',
  /** The preview with names. value of each of these: `listValue`. */
  names: 'import.names',
  mistakes: 'import.mistakes',
  mistakesModal: 'import.mistakes_modal',
  next: 'import.next',
  previous: 'import.previous',
  previewAgain: 'import.preview_again',
  cancel: 'import.cancel',
  result: 'import.result',
} as const

export const findingIds = {
  /** How to put it right. value of each: `findingValue` or `groupValue`. */
  fix: 'finding.fix',
  /** What led to the verdict, step by step. */
  why: 'finding.why',
  /** Asks Miro about the account now. */
  verify: 'finding.verify',
  /** About all accounts of the page on screen. */
  verifyPage: 'finding.verify_page',
  /** The same, in the modal that shows the answer. */
  verifyAgain: 'finding.verify_again',
  /** The findings of one message. */
  details: 'finding.details',
  nextPage: 'finding.next_page',
  previousPage: 'finding.previous_page',
  fixModal: 'finding.fix_modal',
  whyModal: 'finding.why_modal',
  verifyModal: 'finding.verify_modal',
  detailsModal: 'finding.details_modal',
  outdatedModal: 'finding.outdated_modal',
} as const

export const homeIds = {
  /** The menu of organizations, where there are several. The option: the organization. */
  organization: 'home.organization',
  /** Turns the pages of open findings. value: `placeValue`. */
  next: 'home.next',
  previous: 'home.previous',
  /** Shows Home again. */
  refresh: 'home.refresh',
  view: 'home.view',
} as const

export const setupIds = {
  /** Opens the guide: what is done and what comes next. */
  open: 'setup.open',
  modal: 'setup.modal',
} as const

export const syncIds = {
  now: 'sync.now',
} as const

export const commonIds = {
  /** Types the command again: a click brings a fresh trigger. value: the words after /miro. */
  typeAgain: 'common.type_again',
  /** A link: the click needs no answer. */
  openLink: 'common.open_link',
  loading: 'common.loading',
  said: 'common.said',
} as const
