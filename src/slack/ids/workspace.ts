export const settingsIds = {
  /** Opens the settings. */
  open: 'settings.open',
  modal: 'settings.modal',
  /** Posts a test message to the alert channel. */
  test: 'settings.test',
  tested: 'settings.tested',
  schedule: 'settings.schedule',
  timeZone: 'settings.time_zone',
  /** Takes the time zone that the setup proposes. value: the zone. */
  useZone: 'settings.use_zone',
  adminWay: 'settings.admin_way',
  adminPeople: 'settings.admin_people',
  adminGroup: 'settings.admin_group',
  removalDeadline: 'settings.removal_deadline',
  otherDeadline: 'settings.other_deadline',
  /** What is chosen for one check: followed by its id and what it is. */
  check: 'settings.check',
  maskNames: 'settings.mask_names',
  reviewDays: 'settings.review_days',
  retentionMonths: 'settings.retention_months',
} as const

export const holidaysIds = {
  /** Opens the days that business days leave out. */
  open: 'holidays.open',
  modal: 'holidays.modal',
  days: 'holidays.days',
  file: 'holidays.file',
} as const

export const homeIds = {
  /** The menu of organizations, where there are several. The option: the organization. */
  organization: 'home.organization',
  /** Shows Home again. */
  refresh: 'home.refresh',
  view: 'home.view',
} as const

export const setupIds = {
  /** Opens the guide: what is done and what comes next. */
  open: 'setup.open',
  modal: 'setup.modal',
} as const
