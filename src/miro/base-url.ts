const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * Splits a configured base URL into origin and path prefix. Tokens and secrets travel there, so it must be https
 * (http on this machine only) and carry nothing but host and path. Throws when it does not.
 */
export function baseUrl(value: string): { readonly origin: string; readonly prefix: string } {
  const url = URL.canParse(value) ? new URL(value) : null
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.test(url.hostname))
  if (
    url === null ||
    !safe ||
    url.username !== '' ||
    url.password !== '' ||
    url.search !== '' ||
    url.hash !== ''
  )
    throw new Error(
      'A Miro base URL must be https (http only on this machine), without user, query or fragment',
    )
  return { origin: url.origin, prefix: url.pathname.replace(/\/+$/, '') }
}
