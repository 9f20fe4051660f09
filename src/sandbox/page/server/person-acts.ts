import { connectIds } from '../../../slack/ids/connection.ts'
import { messagesReadOnly } from '../../../slack/register.ts'
import type { Sandbox } from '../../sandbox.ts'
import { staffExport } from '../../seeds/staff-exports.ts'
import { escapedText } from '../../slack/command-text.ts'
import { findClickable } from '../../slack/find-element.ts'
import type { Target } from '../../slack/interaction.ts'
import type { Persona } from '../../slack/persona.ts'
import type { LocalView, Option } from '../../slack/shapes.ts'
import type { Element, PersonAct, Where } from '../shared/act.ts'
import type { CompanyClock } from './company-clock.ts'
import type { FormErrors } from './form-errors.ts'

type Needs = { readonly sandbox: Sandbox; readonly errors: FormErrors; readonly clock: CompanyClock }

/** Does what people do at their Slack, by the hands of the local Slack's personas. */
export class PersonActs {
  private readonly sandbox: Sandbox
  private readonly errors: FormErrors
  private readonly clock: CompanyClock
  /** Options that external lists have shown, by person and element. */
  private readonly offered = new Map<string, Map<string, Option>>()

  constructor({ sandbox, errors, clock }: Needs) {
    this.sandbox = sandbox
    this.errors = errors
    this.clock = clock
  }

  /** The options that a list offers, for `suggest`; null for every other act. Throws what went wrong. */
  async act(personId: string, act: PersonAct): Promise<readonly Option[] | null> {
    const person = this.sandbox.slack.as(personId)
    if ((act.do === 'command' || act.do === 'say') && messagesReadOnly && act.channel === dmOf(person))
      throw new Error('The app’s messages are read-only. Type the command in a channel.')
    switch (act.do) {
      case 'command':
        await this.command(person, act)
        return null
      case 'say':
        await person.say(this.withMentions(act.text), {
          ...placeOf(person, act.channel),
          ...(act.threadTs === null ? {} : { threadTs: act.threadTs }),
        })
        return null
      case 'press':
        await person.click(this.target(person, act.in), act.actionId, {
          blockId: act.blockId,
          ...(act.value === null ? {} : { value: act.value }),
        })
        return null
      case 'choose':
        await this.choose(person, act)
        return null
      case 'attach':
        person.upload(act.blockId, { name: act.name, bytes: Buffer.from(act.content, 'base64') })
        return null
      case 'attachExport':
        person.upload(act.blockId, staffExport(act.exporter, this.clock.now().toISOString().slice(0, 10)))
        return null
      case 'suggest':
        return await this.suggest(person, act)
      case 'submit':
        await this.submit(person, act.view)
        return null
      case 'close':
        await person.close(this.view(act.view), { all: act.all })
        return null
      case 'openHome':
        await person.openHome()
        return null
      case 'fillMiroKeys': {
        const { clientId, clientSecret } = this.sandbox.miroApp
        await person.fill(person.view, {
          [connectIds.clientId]: clientId,
          [connectIds.clientSecret]: clientSecret,
        })
        return null
      }
    }
  }

  /** Slack's own commands are done here, as Slack does; all others go to the bot. */
  private async command(person: Persona, act: PersonAct & { do: 'command' }): Promise<void> {
    if (act.command === '/invite') await this.sandbox.slack.inviteBot(act.channel)
    else if (act.command === '/remove') await this.sandbox.slack.kickBot(act.channel)
    else await person.command(act.command, act.text, placeOf(person, act.channel))
  }

  private async choose(person: Persona, act: PersonAct & { do: 'choose' }): Promise<void> {
    const target = this.target(person, act.in)
    const { element } = findClickable(target.blocks, act.actionId, { blockId: act.blockId })
    await person.click(target, act.actionId, {
      blockId: act.blockId,
      selected: act.choice,
      draft: act.draft,
      ...(element.type.includes('external_select')
        ? { offered: [...this.known(person, target, act).values()] }
        : {}),
    })
  }

  private async suggest(person: Persona, act: PersonAct & { do: 'suggest' }): Promise<Option[]> {
    const target = this.target(person, act.in)
    const options = await person.suggestions(target, act.blockId, act.typed, act.actionId)
    const known = this.known(person, target, act)
    for (const option of options) known.set(option.value, option)
    return options
  }

  private async submit(person: Persona, viewId: string): Promise<void> {
    const view = this.view(viewId)
    const submitted = await person.submit(view)
    this.errors.set(viewId, 'errors' in submitted ? submitted.errors : {})
  }

  /** What an external list has shown or starts with. */
  private known(person: Persona, target: Target, { blockId, actionId }: Element): Map<string, Option> {
    const id = 'ts' in target ? target.ts : target.id
    const key = `${person.id} ${id} ${blockId} ${actionId}`
    const known = this.offered.get(key) ?? new Map<string, Option>()
    this.offered.set(key, known)
    const { element } = findClickable(target.blocks, actionId, { blockId })
    const initial = [element.initial_option ?? [], element.initial_options ?? []].flat()
    for (const option of initial) if (!known.has(option.value)) known.set(option.value, option)
    return known
  }

  /** As Slack writes what somebody typed: mentions and links in angle brackets, the rest of those escaped. */
  private withMentions(typed: string): string {
    const escaped = typed.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
    return escapedText(escaped, this.sandbox.slack)
  }

  private target(person: Persona, where: Where): Target {
    if ('view' in where) return this.view(where.view)
    const own = person.ephemerals.find(
      message => message.channel === where.channel && message.ts === where.ts,
    )
    const found = own ?? this.sandbox.slack.message(where.channel, where.ts)
    if (found === null) throw new Error('This message is gone.')
    return found
  }

  private view(id: string): LocalView {
    const view = this.sandbox.slack.view(id)
    if (view === null) throw new Error('This window is gone.')
    return view
  }
}

/** The conversation with the app begins with the first thing said in it. */
const placeOf = (person: Persona, channel: string): { channel?: string } =>
  channel === dmOf(person) ? {} : { channel }

const dmOf = (person: Persona): string => `D${person.id.slice(1)}`
