import type { AccountClass } from './account.ts'

/**
 * White space, control and invisible characters, half surrogates: in an address they only make it look like another. With
 * the sign for a lost letter it is another one.
 */
const unusable = /[\s\p{Cc}\p{Cf}\p{Cs}\ufffd]/u
const around = /^[\s\p{Cc}\p{Cf}]+|[\s\p{Cc}\p{Cf}]+$/gu
const localPart = /^[^"'(),:;<>=[\\\]][^"(),:;<>[\\\]]*$/
const domainPart =
  /^[\p{L}\p{N}_]([\p{L}\p{N}\p{M}_-]*[\p{L}\p{N}\p{M}_])?(\.[\p{L}\p{N}_]([\p{L}\p{N}\p{M}_-]*[\p{L}\p{N}\p{M}_])?)*$/u
const longestAddress = 254
/** As nearly all are written: there is nothing to take off, and nothing more to look at. */
const plainAddress = /^[a-z0-9][a-z0-9._+-]*@[a-z0-9]+(?:[.-][a-z0-9]+)*$/

/** What people and programs write around an address, one layer each; the address is the first group. */
const wrappings = [
  /^[^<>]*<([^<>]+)>[^<>]*$/,
  /^(?:smtp|x400|sip):(.+)$/i,
  /^mailto:([^?]+)(?:\?.*)?$/i,
  /^=?"([^"]*)"$/,
  /^'([^']*)'?$/,
  /^\(([^()]*)\)$/,
  /^\[([^[\]]*)\]$/,
  /^([^()]+?)\s*\([^()]*\)$/,
  /^(.*[^.,;:])[.,;:]+$/s,
]

function unwrapped(written: string): string {
  const text = written.replace(around, '')
  for (const wrapping of wrappings) {
    const inner = wrapping.exec(text)?.[1]
    if (inner !== undefined) return unwrapped(inner)
  }
  return text
}

/**
 * The form in which e-mail addresses are compared, whoever wrote them: a list, Slack or Miro. Display names, brackets,
 * quotation marks, `mailto:` and an end dot are taken off. Null where what is then left is no address.
 */
export function normaliseAddress(raw: string | null | undefined): string | null {
  if (raw === null || raw === undefined || raw.length > longestAddress * 4) return null
  const lower = raw.toLowerCase()
  if (lower.length <= longestAddress && plainAddress.test(lower)) return lower
  const address = unwrapped(raw).toLowerCase().normalize('NFC')
  const at = address.indexOf('@')
  if (at < 1 || at !== address.lastIndexOf('@') || address.length > longestAddress) return null
  if (unusable.test(address) || !localPart.test(address.slice(0, at))) return null
  return domainPart.test(address.slice(at + 1)) ? address : null
}

const roleLocals = new Set(
  (
    'abuse accounting accounts admin administrator billing careers contact design dev events facilities feedback ' +
    'finance hello help helpdesk hr info invoices it jobs legal mail marketing media news newsletter no-reply ' +
    'noreply office operations ops orders payroll postmaster press privacy procurement reception recruiting root ' +
    'sales security service services shop subscriptions support sysadmin team tech training webmaster'
  ).split(' '),
)

const personalDomains = new Set(
  (
    'aol.com fastmail.com free.fr gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net googlemail.com hey.com hotmail.co.uk ' +
    'hotmail.com hotmail.fr icloud.com laposte.net libero.it live.com mac.com mail.com mail.ru me.com msn.com orange.fr ' +
    'outlook.com outlook.de pm.me proton.me protonmail.com qq.com t-online.de tutanota.com wanadoo.fr web.de ' +
    'yahoo.co.jp yahoo.co.uk yahoo.com yahoo.de yahoo.fr yandex.com yandex.ru ymail.com zoho.com 126.com 163.com'
  ).split(' '),
)

/** An address of the form `local@domain`, as `normaliseAddress` leaves it. */
export function splitAddress(address: string): { readonly local: string; readonly domain: string } {
  const at = address.lastIndexOf('@')
  return { local: address.slice(0, at), domain: address.slice(at + 1) }
}

/** `dana+miro` → `dana`. A tag at the very start is no tag. */
export function withoutTag(local: string): string {
  const plus = local.indexOf('+')
  return plus > 0 ? local.slice(0, plus) : local
}

/** An address of a task (support@), not of one person: proposed as shared, never matched as staff. */
export function isRoleMailbox(address: string): boolean {
  return roleLocals.has(withoutTag(splitAddress(address).local))
}

/** A domain where anybody gets an address: the same name there says nothing about who it is. */
export const isPersonalDomain = (domain: string): boolean => personalDomains.has(domain)

/**
 * The address by which other accounts are this person's too, once somebody confirmed that an account with it is theirs;
 * null where nothing is learned. At a personal domain nobody in the company says who holds an address, or who will next
 * year, and that of a task is held by whoever does the task: there each account is decided by itself.
 */
export function learnedAddress(decided: AccountClass, address: string | null): string | null {
  if (decided !== 'staff' || address === null || isRoleMailbox(address)) return null
  return isPersonalDomain(splitAddress(address).domain) ? null : address
}

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
