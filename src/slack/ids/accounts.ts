export const accountsIds = {
  /** Opens the list of accounts. value: `accountsValue`. */
  open: 'accounts.open',
  modal: 'accounts.modal',
  /** Opens the card of one account. value: `accountValue`. */
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

export const scimIds = {
  /** value: the organization. */
  open: 'scim.open',
  modal: 'scim.modal',
  token: 'scim.token',
  /** value: the organization. */
  remove: 'scim.remove',
  gone: 'scim.gone',
} as const
