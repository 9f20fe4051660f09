import { isPersonalDomain } from './mailbox.ts'

/** More than these are a list nobody looks through. */
export const mostDomains = 20
const longest = 100

export type DomainProblem =
  | { readonly because: 'no_domain' | 'personal'; readonly domain: string }
  | { readonly because: 'alone' | 'too_many' }

const domain =
  /^(?=.*\p{L})[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?(\.[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?)+$/u

/** The domains that somebody typed, one a line or with commas between, lower case, each once; none is fine too. */
export function domainsIn(text: string): { domains: string[] } | { problem: DomainProblem } {
  const written = text
    .toLowerCase()
    .normalize('NFC')
    .split(/[\s,;]+/)
    .map(word => word.replace(/^@/, ''))
  const domains = [...new Set(written.filter(word => word !== ''))]
  const wrong = domains.find(each => each.length > longest || !domain.test(each))
  if (wrong !== undefined) return { problem: { because: 'no_domain', domain: wrong } }
  const personal = domains.find(isPersonalDomain)
  if (personal !== undefined) return { problem: { because: 'personal', domain: personal } }
  if (domains.length === 1) return { problem: { because: 'alone' } }
  return domains.length > mostDomains ? { problem: { because: 'too_many' } } : { domains }
}
