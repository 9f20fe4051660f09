import type { Sandbox } from '../sandbox.ts'
import { type Choice, isOffered, optionsOf } from '../slack/choose.ts'
import { elementsIn } from '../slack/form-state.ts'
import type { Persona } from '../slack/persona.ts'
import type { Element, LocalView, Option } from '../slack/shapes.ts'
import { answerAsText } from '../text/element-as-text.ts'
import { markup } from '../text/markup.ts'
import { findPerson } from './company.ts'
import { onlyOne } from './match.ts'
import { namesOf } from './screen.ts'
import { Unclear } from './unclear.ts'

type Field = { readonly name: string; readonly blockId: string; readonly element: Element }

/** The keys of the local Miro app, in the fields that ask for them. */
const keys = ['Client ID', 'Client secret']

/** Fills a field of the window in front, and says what it holds now. `label` "keys": the Miro app's id and secret. */
export async function fillForm(
  sandbox: Sandbox,
  person: Persona,
  modal: LocalView | null,
  { label, value }: { label: string; value: string },
): Promise<string[]> {
  if (modal === null) throw new Unclear('No window is open, so there is nothing to fill.')
  const fields = fieldsIn(modal)
  const { clientId, clientSecret } = sandbox.miroApp
  if (label === 'keys') {
    if (!keys.every(key => fields.some(({ name }) => name === key)))
      throw new Unclear('This window asks for no keys.')
    await person.fill(modal, { [keys[0] ?? '']: clientId, [keys[1] ?? '']: clientSecret })
  } else {
    const field = onlyOne(fields, label, {
      what: 'field',
      called: ({ name }) => name,
      names: ({ name }) => [name],
    })
    await person.fill(modal, { [field.blockId]: await choiceFor(sandbox, person, modal, field, value) })
    return [filled(sandbox, modal, field)]
  }
  return fields.filter(({ name }) => keys.includes(name)).map(field => filled(sandbox, modal, field))
}

function filled(sandbox: Sandbox, modal: LocalView, { name, blockId, element }: Field): string {
  const answer = answerAsText(modal.state.values[blockId]?.[element.action_id ?? ''], namesOf(sandbox))
  return `${name}: ${answer === '' ? 'empty' : answer}`
}

/** Fields by what stands beside them: the label, else the text of the section, else the placeholder. */
const fieldsIn = (modal: LocalView): Field[] =>
  modal.blocks.flatMap(block =>
    elementsIn(block)
      .filter(element => element.type !== 'button' && element.type !== 'image')
      .map(element => {
        const placeholder = element['placeholder'] as { text: string } | undefined
        const name = block.label?.text ?? block.text?.text ?? placeholder?.text ?? element.action_id ?? ''
        return { name: name.replace(/\*/g, ''), blockId: block.block_id ?? '', element }
      }),
  )

/** What Slack would store for what was typed; throws an answer that lists what the field offers. */
async function choiceFor(
  sandbox: Sandbox,
  person: Persona,
  modal: LocalView,
  field: Field,
  typed: string,
): Promise<Choice> {
  const { element } = field
  if (typed === '') return null
  const kind = element.type.replace('multi_', '')
  const several = element.type.startsWith('multi_') || kind === 'checkboxes'
  const parts = several ? typed.split(',').map(part => part.trim()) : [typed]
  const wanted = parts.filter(part => part !== '')
  if (['static_select', 'radio_buttons', 'checkboxes'].includes(kind))
    return wanted.map(part => pick(optionsOf(element), part, kind))
  if (kind === 'external_select')
    return await Promise.all(wanted.map(part => suggested(person, modal, field, part)))
  if (kind === 'conversations_select' || kind === 'channels_select')
    return wanted.map(part => channelFor(sandbox, person, element, part))
  if (kind === 'users_select') return wanted.map(part => findPerson(sandbox, part).id)
  return typed
}

const optionText = (option: Option): string => markup(option.text.text, { user: id => id, channel: id => id })

function pick(options: readonly Option[], typed: string, kind: string): string {
  const [only] = options
  const ticked = /^(yes|x)$/i.test(typed)
  if (kind === 'checkboxes' && ticked && only !== undefined && options.length === 1) return only.value
  return onlyOne(options, typed, {
    what: 'choice',
    called: optionText,
    names: option => [optionText(option), option.value],
  }).value
}

/** Asks the bot, as Slack does while somebody types. */
async function suggested(person: Persona, modal: LocalView, { blockId, element }: Field, typed: string) {
  const least = element.min_query_length ?? 0
  if (typed.length < least) throw new Unclear(`Type at least ${least} characters of it.`)
  const options = await person.suggestions(modal, blockId, typed)
  const option = onlyOne(options, typed, {
    what: 'choice',
    called: optionText,
    names: one => [optionText(one), typed === '' ? '' : typed],
  })
  return options.length === 1 ? typed : option.text.text
}

function channelFor({ slack, seed }: Sandbox, person: Persona, element: Element, typed: string): string {
  const offered = seed.channels
    .map(({ id }) => slack.channel(id))
    .filter(channel => isOffered(person.id, element, channel))
  return onlyOne(offered, typed, {
    what: 'channel in this list',
    called: channel => `#${channel.name}`,
    names: channel => [channel.name, `#${channel.name}`, channel.id],
  }).id
}
