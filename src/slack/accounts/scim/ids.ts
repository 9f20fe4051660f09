export const scimIds = {
  /** value: the organization. */
  open: 'scim.open',
  modal: 'scim.modal',
  token: 'scim.token',
  /** value: the organization. */
  remove: 'scim.remove',
  gone: 'scim.gone',
} as const
