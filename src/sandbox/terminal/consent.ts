import { Browser, pageText } from '../browser.ts'
import type { Sandbox } from '../sandbox.ts'
import { boxed } from './boxed.ts'
import { findAccount } from './company.ts'
import { Unclear } from './unclear.ts'

/** Follows a link to Miro without a browser: one for each person, so that cookies are kept as at a desk. */
export class Consent {
  private readonly sandbox: Sandbox
  private readonly browsers = new Map<string, Browser>()
  private readonly links = new Map<string, string>()

  constructor(sandbox: Sandbox) {
    this.sandbox = sandbox
  }

  /** A link button was clicked. Returns what can be done with it. */
  opened(personId: string, url: string): string[] {
    if (!url.startsWith(`http://localhost:${this.sandbox.port}/`)) return [`The link leads to ${url}`]
    this.links.set(personId, url)
    return [
      'Type allow or cancel to answer Miro’s consent page here,',
      `or open it in a browser on this machine: ${url}`,
    ]
  }

  /** Answers the consent page as the Miro user of that name, by default the first Company Admin. */
  async answer(personId: string, allow: boolean, as: string): Promise<string[]> {
    const { miro } = this.sandbox
    const url = this.links.get(personId)
    if (url === undefined) throw new Unclear('No link to Miro was clicked yet. Type /miro connect.')
    const member = as === '' ? null : findAccount(miro.members, as)
    const browser = this.browsers.get(personId) ?? new Browser()
    this.browsers.set(personId, browser)
    const page = await browser.connect(url, miro, { allow, ...(member === null ? {} : { as: member.id }) })
    return boxed(
      'browser',
      pageText(page.text)
        .split('\n')
        .map(line => `  │ ${line}`),
    )
  }
}
