/** Miro's page with the users of an organization, where access is taken away. */
export const usersPage = (miroUrl: string, miroOrgId: string): string =>
  `${miroUrl.replace(/\/+$/, '')}/app/settings/company/${encodeURIComponent(miroOrgId)}/users`
