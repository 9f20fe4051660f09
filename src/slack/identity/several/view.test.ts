import type { Checkboxes, KnownBlock } from '@slack/types'
import { expect, test } from 'vitest'
import { noon } from '../../../../test/support/slack-samples.ts'
import { readable } from '../../../../test/support/slack-text.ts'
import type { Unidentified, UnidentifiedAccount } from '../../../workflows/identity/read-unidentified.ts'
import { severalView } from './view.ts'

const account = (
  id: string,
  email: string,
  more: Partial<UnidentifiedAccount> = {},
): UnidentifiedAccount => ({
  ...{ id, email, name: null, role: 'organization_internal_user', decidedAt: null, hints: [] },
  ...more,
})
const hint = (
  because: 'similar_name' | 'role_mailbox' | 'guest',
  personName: string | null,
  left = false,
) => ({
  ...{ because, personName, left, personId: personName === null ? null : `p-${personName}` },
})
const hana = account('8', 'hana.sato@labs.example', { hints: [hint('similar_name', 'Hana')] })
const emil = account('9', 'emil@labs.example', { hints: [hint('similar_name', 'Emil', true)] })
const kim = account('12', 'kim@park.example', {
  ...{ name: 'Kim Park', role: 'organization_external_user', hints: [hint('guest', 'Kim Park')] },
})
const client = account('13', 'client@wind.example', { role: 'organization_team_guest_user' })
const mailbox = account('14', 'marketing@acme.com', { hints: [hint('role_mailbox', null)] })
const program = account('15', 'miro-export@acme.com', { decidedAt: noon })

const asked = {
  ...{ miroOrgId: '1', groupId: null, allGuesses: false, after: [], page: 0, generation: 0 },
}
const found = (
  guesses: readonly UnidentifiedAccount[],
  others: readonly UnidentifiedAccount[],
  more = 0,
): Unidentified => ({
  guesses: { rows: guesses, more: more > 0, total: guesses.length + more },
  others: { rows: others, more: false, total: others.length },
  own: 0,
})
const shown = (one: Unidentified, more: object = {}) =>
  severalView({
    ...{ asked, found: one, news: [], filled: null, refused: null, sameUser: null, now: noon },
    ...more,
  })

const boxesOf = (view: ReturnType<typeof severalView>) =>
  (view.blocks as KnownBlock[]).flatMap(block =>
    block.type === 'input' && block.element.type === 'checkboxes' ? boxesIn(block.element) : [],
  )

const boxesIn = ({ options, initial_options: chosen = [] }: Checkboxes) =>
  options.map(({ text, description, value }) => {
    const ticked = chosen.some(each => each.value === value)
    return `${ticked ? 'x' : '-'} ${text.text} | ${description?.text} | ${value}`
  })

test('every guess by name with Accept and No; then the others, those of the first kind chosen', () => {
  const view = shown(found([hana, emil], [kim, client, mailbox, program]))
  expect(readable(view)).toMatchInlineSnapshot(`
    "*6 accounts to identify.*
    *Our guesses.* Accept only what is right.
    \`hana.sato@labs.example\` → *Hana* · a name close to theirs · Member
    [Accept → several.accept ["8 p-Hana"]] [No → several.refuse ["8 p-Hana"]]
    \`emil@labs.example\` → *Emil* · a name close to theirs · left, so the access has to go · Member
    [Accept → several.accept ["9 p-Emil"]] [No → several.refuse ["9 p-Emil"]]
    [Accept all 2 → several.accept_all ["8 p-Hana","9 p-Emil"]]
    ---
    *4 other accounts.* Choose those of the same kind.
    Accounts: <checkboxes>
    [Choose all 4 → several.choose_all {"o":"1","n":0,"v":0}]
    They are: <radio_buttons>
    Sponsor: <users_select>
    Who is it, and what for?: <plain_text_input>"
  `)
  expect(boxesOf(view)).toMatchInlineSnapshot(`
    [
      "x kim@park.example · Kim Park | Guest · perhaps Kim Park | 12",
      "x client@wind.example | Team guest | 13",
      "- marketing@acme.com | Member · perhaps a shared mailbox | 14",
      "- miro-export@acme.com | Member · marked as not identified | 15 mwun79c0",
    ]
  `)
})

test('all are accepted only where all are shown', () => {
  const few = readable(shown(found([hana, emil], [], 5)))
  expect(few).not.toContain('Accept all')
  expect(few).toContain('[Show all 7 → several.all_guesses')
  const page = readable(shown(found([hana, emil], [], 5), { asked: { ...asked, allGuesses: true } }))
  expect(page).toContain('[Accept these 2 → several.accept_all ["8 p-Hana","9 p-Emil"]]')
  expect(page).toContain('[All accounts → several.back')
  expect(readable(shown(found([hana], [])))).not.toContain('Accept all')
})

test('after one kind is saved the next is proposed, with who was named before', () => {
  const view = shown(found([], [mailbox, program]), { sameUser: 'U0BEN', asked: { ...asked, generation: 2 } })
  expect(boxesOf(view)[0]).toMatch(/^x marketing/)
  expect(JSON.stringify(view.blocks)).toContain('"initial_user":"U0BEN"')
  expect(JSON.stringify(view.blocks)).toContain('"block_id":"identify.owner.2"')
  expect(view.submit?.text).toBe('Save')
})

test('nothing is left', () => {
  const view = shown(found([], []))
  expect(readable(view)).toBe('Every account here is identified.')
  expect(view.submit).toBeUndefined()
})
