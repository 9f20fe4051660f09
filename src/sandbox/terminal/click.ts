import { elementsIn } from '../slack/form-state.ts'
import type { Persona } from '../slack/persona.ts'
import type { Block, Element, LocalMessage, LocalView } from '../slack/shapes.ts'
import { ended, listed, matching } from './match.ts'
import type { Screen } from './screen.ts'
import { submitForm } from './submit-form.ts'
import { Unclear } from './unclear.ts'

type Button = { readonly block: Block; readonly element: Element; readonly target: LocalMessage | LocalView }

/** Buttons are looked for in so many messages, the newest first. */
const messagesLookedAt = 20

/**
 * Clicks what a person means by a button's text: in the window in front, its own Submit and Close too, else in the
 * newest message that has it. A number at the end chooses among equal ones. Returns the address of a link button.
 */
export async function clickButton(
  person: Persona,
  screen: Screen,
  typed: string,
): Promise<{ url: string | null; answers: string[] }> {
  const { modal } = screen
  const found = modal === null ? inMessages(screen, typed) : inTarget(modal, typed)
  if (found.length === 0) {
    const own = modal === null ? [] : ownButtons(modal)
    const [named] = matching(own, typed, ({ text }) => [text])
    if (modal !== null && named?.does === 'submit') {
      return { url: null, answers: await submitForm(person, modal) }
    }
    if (modal !== null && named?.does === 'close') {
      await person.close(modal)
      return { url: null, answers: [] }
    }
    throw new Unclear(nothingCalled(typed, screen))
  }
  const button = chosen(found, typed)
  const { url } = await person.click(button.target, button.element.action_id ?? '', {
    blockId: button.block.block_id ?? '',
  })
  return { url, answers: [] }
}

/** Fitting buttons, by the text or by the text and the number at its end. */
function inTarget(target: LocalMessage | LocalView, typed: string): Button[] {
  const buttons = buttonsIn(target)
  const byText = matching(buttons, typed, textOf)
  return byText.length > 0 ? byText : matching(buttons, withoutNumber(typed).text, textOf)
}

function inMessages(screen: Screen, typed: string): Button[] {
  for (const message of screen.messages.slice(0, messagesLookedAt)) {
    const found = inTarget(message, typed)
    if (found.length > 0) return found
  }
  return []
}

function chosen(found: readonly Button[], typed: string): Button {
  const { number } = withoutNumber(typed)
  const [only] = found
  if (only !== undefined && found.length === 1) return only
  const texts = [...new Set(found.flatMap(textOf))]
  if (texts.length > 1) throw new Unclear(ended(`"${typed}" could be ${listed(texts, 'or')}`))
  const numbered = number === null ? undefined : found[number - 1]
  if (numbered !== undefined) return numbered
  const choices = found.map((_, index) => `click ${texts[0]} ${index + 1}`)
  throw new Unclear(`There are ${found.length} of them, from top to bottom. Type ${listed(choices, 'or')}.`)
}

const withoutNumber = (typed: string): { text: string; number: number | null } => {
  const [, text, number] = /^(.+?)\s+(\d+)$/.exec(typed.trim()) ?? []
  return text === undefined ? { text: typed, number: null } : { text, number: Number(number) }
}

const textOf = ({ element }: Button): string[] => [element.text?.text ?? '']

const buttonsIn = (target: LocalMessage | LocalView): Button[] =>
  target.blocks.flatMap(block =>
    elementsIn(block)
      .filter(element => element.type === 'button')
      .map(element => ({ block, element, target })),
  )

type OwnButton = { readonly text: string; readonly does: 'submit' | 'close' }

const ownButtons = (modal: LocalView): OwnButton[] => [
  ...(modal.submit === null ? [] : [{ text: modal.submit.text, does: 'submit' as const }]),
  { text: modal.close?.text ?? 'Cancel', does: 'close' as const },
]

function nothingCalled(typed: string, screen: Screen): string {
  const { modal } = screen
  const texts =
    modal === null
      ? screen.messages.slice(0, messagesLookedAt).flatMap(message => buttonsIn(message).flatMap(textOf))
      : [...buttonsIn(modal).flatMap(textOf), ...ownButtons(modal).map(({ text }) => text)]
  const where = modal === null ? 'No message has' : 'The window in front has no'
  if (texts.length === 0) return 'There is nothing to click yet. Type /miro help.'
  const first =
    modal !== null && inMessages(screen, typed).length > 0 ? ' A message has it: type close all first.' : ''
  return `${where} ${modal === null ? 'a ' : ''}button "${typed}". ${ended(`Try ${listed(texts, 'or')}`)}${first}`
}
