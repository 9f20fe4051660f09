import type { Sandbox } from '../sandbox.ts'
import { SlackProblem } from '../slack/slack-problem.ts'
import { clickButton } from './click.ts'
import { accountsAsText, findSomebodyToBe, kindOf, peopleAsText } from './company.ts'
import { Consent } from './consent.ts'
import { fillForm } from './fill-form.ts'
import { onlyOne } from './match.ts'
import { help, opening } from './opening.ts'
import { Outside } from './outside.ts'
import { type Command, commandsIn, parse } from './parse.ts'
import { Screen } from './screen.ts'
import { submitForm } from './submit-form.ts'
import { Unclear } from './unclear.ts'
import { Watch } from './watch.ts'

/** A Slack for one person at a time, by lines: what they type, and what they see. */
export class Terminal {
  private readonly sandbox: Sandbox
  private readonly print: (lines: readonly string[]) => void
  private readonly outside: Outside
  private readonly consent: Consent
  private readonly watch: Watch
  private readonly screens = new Map<string, Screen>()
  private personId: string
  /** Where slash commands are typed; null: the bot's direct messages. */
  private channelId: string | null = null

  /** `print` is given what appears, in order. `personId`: who sits there first. */
  constructor(sandbox: Sandbox, personId: string, print: (lines: readonly string[]) => void) {
    this.sandbox = sandbox
    this.personId = personId
    this.outside = new Outside(sandbox)
    this.consent = new Consent(sandbox)
    this.watch = new Watch(sandbox, () => this.screen.changes(), print)
    this.print = lines => this.watch.say(lines)
  }

  /** Prints the first screen, and from then on what changes. */
  open(): void {
    this.print(opening(this.sandbox, this.personId))
    this.watch.open()
  }

  /** Nothing is printed any more. */
  close(): void {
    this.watch.close()
  }

  get prompt(): string {
    const place = this.channelId === null ? '' : ` in #${this.sandbox.slack.channel(this.channelId).name}`
    return `${this.sandbox.slack.user(this.personId).realName}${place}> `
  }

  /**
   * Does what a line says, one command after the other up to the first that does not work. What comes of it is
   * printed as it happens. `quit` when that was asked.
   */
  async line(typed: string): Promise<'quit' | 'more'> {
    for (const [index, part] of commandsIn(typed).entries()) {
      const command = parse(part)
      if (command.do === 'quit') return 'quit'
      if (command.do === 'nothing') continue
      if (index > 0) await this.quiet()
      if (index === 0 && command.do !== 'wait') this.watch.forget()
      try {
        this.print(await this.act(command))
      } catch (error) {
        this.print([inWords(error)])
        break
      }
    }
    return 'more'
  }

  /** Resolves when nothing has happened for a moment between Slack, the bot and Miro. */
  async quiet(): Promise<void> {
    await this.watch.quiet()
  }

  private async act(command: Command): Promise<readonly string[]> {
    const { outside, person, sandbox, screen } = this
    switch (command.do) {
      case 'nothing':
      case 'quit':
        return []
      case 'unclear':
        return [command.answer]
      case 'help':
        return help()
      case 'wait':
        return await this.watch.until(command.text)
      case 'slash':
        this.mustBeThere()
        await person.command(
          command.command,
          command.text,
          this.channelId === null ? {} : { channel: this.channelId },
        )
        return []
      case 'click': {
        this.mustBeThere()
        const { url, answers } = await clickButton(person, screen, command.text)
        return url === null ? answers : this.consent.opened(this.personId, url)
      }
      case 'fill':
        return await fillForm(sandbox, person, screen.modal, command)
      case 'submit':
        return await submitForm(person, this.modal())
      case 'close':
        await person.close(this.modal(), { all: command.all })
        return []
      case 'allow':
      case 'cancel':
        return await this.consent.answer(this.personId, command.do === 'allow', command.text)
      case 'look':
        return screen.now()
      case 'show':
        return this.goTo(command.text)
      case 'dm':
        this.channelId = null
        return screen.place(null)
      case 'as':
        return this.become(command.text)
      case 'people':
        return peopleAsText(sandbox, this.personId)
      case 'accounts':
        return accountsAsText(sandbox)
      case 'leave':
        return [await outside.leave(command.text)]
      case 'return':
        return [await outside.return(command.text)]
      case 'deactivate':
        return [outside.deactivate(command.text)]
      case 'remove':
        return [outside.remove(command.text)]
      case 'restore':
        return [outside.restore(command.text)]
      case 'role':
        return [outside.role(command.who, command.role)]
      case 'break':
        return [outside.break()]
      case 'mend':
        return [outside.mend()]
    }
  }

  private become(typed: string): string[] {
    const user = findSomebodyToBe(this.sandbox, typed)
    this.watch.flush()
    this.personId = user.id
    this.channelId = null
    this.screen.changes()
    return [`You are ${user.realName}, ${kindOf(user)}.`, ...this.screen.now()]
  }

  private goTo(typed: string): string[] {
    const { seed, slack } = this.sandbox
    const channels = seed.channels.map(({ id }) => slack.channel(id))
    const found = onlyOne(
      channels.filter(channel => channel.members.has(this.personId)),
      typed.replace(/^#/, ''),
      { what: 'channel of yours', called: channel => `#${channel.name}`, names: channel => [channel.name] },
    )
    this.channelId = found.id
    return this.screen.place(found.id)
  }

  /** Somebody may have made the person at the terminal leave. */
  private mustBeThere(): void {
    const user = this.sandbox.slack.user(this.personId)
    if (user.deleted === true) {
      throw new Unclear(
        `${user.realName} is deactivated and has no Slack. Type as <name> or return ${user.realName}.`,
      )
    }
  }

  private modal() {
    const { modal } = this.screen
    if (modal === null) throw new Unclear('No window is open. Type look to see what is on screen.')
    return modal
  }

  private get person() {
    return this.sandbox.slack.as(this.personId)
  }

  private get screen(): Screen {
    const known = this.screens.get(this.personId)
    if (known !== undefined) return known
    const screen = new Screen(this.sandbox, this.personId)
    this.screens.set(this.personId, screen)
    return screen
  }
}

function inWords(error: unknown): string {
  if (error instanceof Unclear) return error.message
  if (error instanceof SlackProblem && error.code === 'invalid_command')
    return 'Slack knows no such command. Type /miro help.'
  if (error instanceof SlackProblem && error.code === 'operation_timeout')
    return 'Slack says: that did not work, the bot did not answer in time.'
  return `That did not work: ${error instanceof Error ? error.message : String(error)}`
}
