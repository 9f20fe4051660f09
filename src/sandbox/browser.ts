import type { LocalMiro } from './miro/local-miro.ts'

/** A browser as far as connecting needs one: it follows redirects and keeps cookies. */
export class Browser {
  private readonly cookies = new Map<string, string>()

  /** Opens an address without following where it leads. */
  async open(url: string): Promise<{ status: number; location: string | null; body: string }> {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return { status: answer.status, location: answer.headers.get('location'), body: await answer.text() }
  }

  /** Clicks the link in Slack, answers Miro's consent page, and shows the page it ends on. */
  async connect(
    startUrl: string,
    miro: LocalMiro,
    consent: { as?: string; allow?: boolean } = {},
  ): Promise<{ status: number; text: string }> {
    const started = await this.open(startUrl)
    if (started.location === null) return { status: started.status, text: pageText(started.body) }
    const back = await miro.consent(started.location, consent)
    const ended = await this.open(back)
    return { status: ended.status, text: pageText(ended.body) }
  }
}

/** What a person reads on one of the bot's pages. */
export const pageText = (html: string): string =>
  (/<main>(.*)<\/main>/s.exec(html)?.[1] ?? html)
    .replace(/<\/(h1|p)>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .trim()
