import type { LocalMessage } from '../../src/sandbox/slack/shapes.ts'
import { alerts, type Place, patience } from './killed-bot.ts'
import { requestSync } from './set-up.ts'

/** Something that is under way when the bot is killed, and how it shows that it was done. */
export type Deed = {
  /** Asks for it; resolves as soon as it is under way. */
  readonly begin: () => Promise<void>
  /** Whether what it should come to stands in Slack. */
  readonly done: () => boolean
  /** Whether the bot said that it does it. Else people ask again, as the window or the message tells them to. */
  readonly promised?: () => boolean
  /** Makes room for the next one, with nobody killing. */
  readonly after?: () => Promise<void>
}

export type DeedName = 'sync' | 'evaluation' | 'delivery' | 'apply anyway' | 'import'

const domain = 'big.example'
const longer = { timeoutMs: 60_000 }

/** A company in which somebody can always leave once more. What it did is remembered, to be compared with what stands. */
export class KilledCompany {
  /** Addresses that one alert, and only one, has to name. */
  readonly told = new Set<string>()
  private readonly place: Place
  private readonly staying: string[]
  private readonly left = new Set<string>()
  private made = 0

  constructor(place: Place) {
    this.place = place
    const { miro, seed } = place.sandbox
    const active = new Set(seed.users.flatMap(({ email, deleted }) => (deleted || !email ? [] : [email])))
    // Of whom nothing is found before they leave.
    this.staying = miro.members.flatMap(({ email, active: has, role }) =>
      has && role === 'organization_internal_user' && active.has(email) ? [email] : [],
    )
  }

  deed(name: DeedName): Deed {
    if (name === 'sync') return this.#sync()
    if (name === 'apply anyway') return this.#applyAnyway()
    if (name === 'import') return this.#import()
    return name === 'evaluation' ? this.#leavesBySaying() : this.#leavesSlack()
  }

  /** Alerts that name this address; a question about a held sync names some of those it is about too. */
  naming(address: string): readonly LocalMessage[] {
    const admin = this.#admin
    return alerts(this.place).filter(
      message => !message.text.includes('Decision needed') && admin.read(message).includes(address),
    )
  }

  /** Messages that say that something runs, though nothing does. */
  get running(): readonly string[] {
    return this.#admin.dm.map(({ text }) => text).filter(text => /^Sync (running|for )/.test(text))
  }

  /** An account that nobody knows comes, and a sync is asked for. */
  #sync(): Deed {
    const { miro } = this.place.sandbox
    const address = `stray${this.#next()}@${domain}`
    const done = this.#toBeTold(address)
    return {
      begin: async () => {
        miro.add({ ...this.#sample(), id: this.#newId(), email: address })
        await this.#admin.command('/miro', 'sync')
      },
      done: () => done() && this.running.length === 0,
    }
  }

  /** Somebody leaves, and Slack says so. */
  #leavesSlack(): Deed {
    const { slack, seed } = this.place.sandbox
    const address = this.#leaver()
    const id = seed.users.find(({ email }) => email === address)?.id ?? ''
    return {
      begin: async () => void (await slack.deactivateUser(id)),
      done: this.#toBeTold(address),
    }
  }

  /**
   * An administrator says that somebody left. Not all leave by Slack's events: more than 25 within an hour would be held,
   * and a person asked.
   */
  #leavesBySaying(): Deed {
    const { slack, seed } = this.place.sandbox
    const admin = this.#admin
    const address = this.#leaver()
    const id = seed.users.find(({ email }) => email === address)?.id ?? ''
    const shows = (text: string) => admin.views.length > 0 && admin.read(admin.view).includes(text)
    /** Before the bot was killed, though it could not say so. */
    const isStored = () => shows('Nothing is different from what is stored')
    return {
      begin: async () => {
        if (admin.views.length > 0) await admin.close(admin.view, { all: true })
        await admin.command('/miro', `offboard <@${id}>`)
        await slack.until(() => shows('Last day'), { what: 'the form', ...longer })
        await admin.fill(admin.view, { 'Last day': '2026-11-20' })
        await admin.submit(admin.view)
        await slack.until(() => shows('counts as gone now') || isStored(), {
          what: 'the question',
          ...longer,
        })
        if (!isStored()) await admin.submit(admin.view)
      },
      promised: () => shows('Saved') || isStored(),
      done: this.#toBeTold(address),
    }
  }

  /** A quarter of all accounts go, and somebody says that this is right. */
  #applyAnyway(): Deed {
    const { sandbox } = this.place
    const { miro, slack } = sandbox
    const admin = this.#admin
    const going = miro.members
      .filter(({ email }) => this.staying.includes(email))
      .slice(-Math.ceil(miro.members.length / 4))
    let question: LocalMessage | null = null
    const said = () => admin.ephemerals.filter(({ text }) => text.startsWith('Applying it')).length
    let saidBefore = 0
    return {
      begin: async () => {
        if (question !== null) return void (await admin.click(question, 'Apply anyway'))
        saidBefore = said()
        const before = alerts(this.place).length
        for (const { id } of going) miro.remove(id)
        await requestSync(sandbox, admin, 'Sync waits for a decision')
        question = await slack.until(
          () =>
            alerts(this.place)
              .slice(before)
              .find(({ text }) => text.includes('Decision needed')),
          { what: 'the question', ...patience },
        )
        await admin.click(question, 'Apply anyway')
      },
      promised: () => said() > saidBefore,
      done: () => question !== null && admin.read(question).includes('applied by'),
      after: async () => {
        for (const member of going) miro.add({ ...member, id: this.#newId() })
        await requestSync(sandbox, admin, 'Sync complete')
      },
    }
  }

  /** The staff list says that somebody left. */
  #import(): Deed {
    const { slack } = this.place.sandbox
    const admin = this.#admin
    const address = this.#leaver()
    const shows = (text: string) => () => admin.views.length > 0 && admin.read(admin.view).includes(text)
    const told = () => admin.dm.filter(({ text }) => text.startsWith('staff.csv')).length
    let toldBefore = 0
    return {
      begin: async () => {
        toldBefore = told()
        if (admin.views.length > 0) await admin.close(admin.view, { all: true })
        await admin.command('/miro', 'import')
        await slack.until(shows('CSV file'), { what: 'the form', ...patience })
        admin.upload('CSV file', { name: 'staff.csv', bytes: Buffer.from(this.#list()) })
        await admin.submit(admin.view)
        await slack.until(shows('not imported yet'), { what: 'the preview', ...longer })
        await admin.submit(admin.view)
      },
      promised: () => told() > toldBefore,
      done: this.#toBeTold(address),
    }
  }

  /** Who left says so: a list that names them as people who work here would call them back. */
  #list(): string {
    const { users } = this.place.sandbox.seed
    const rows = users.flatMap(({ email, deleted }) =>
      deleted || !email ? [] : [`${email},${this.left.has(email) ? '2026-11-20' : ''}`],
    )
    return ['Email,Last day', ...rows].join('\n')
  }

  #toBeTold(address: string): () => boolean {
    this.told.add(address)
    return () => this.naming(address).length > 0
  }

  #leaver(): string {
    const address = this.staying.shift()
    if (address === undefined) throw new Error('everybody left')
    this.left.add(address)
    return address
  }

  #sample() {
    const found = this.place.sandbox.seed.members.find(({ email }) => email === this.staying[0])
    if (found === undefined) throw new Error('nobody has an account')
    return found
  }

  #newId(): string {
    return String(3_999_999_000_000_000_000n + BigInt(this.#next()))
  }

  #next(): number {
    this.made += 1
    return this.made
  }

  get #admin() {
    return this.place.sandbox.slack.as('U0ADMIN')
  }
}
