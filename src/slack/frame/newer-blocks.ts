import type { AlertBlock, ContainerBlock, DataTableBlock, KnownBlock } from '@slack/types'
import { type Blocks, present, section } from './blocks.ts'
import { inForm, type TwoForms } from './forms.ts'
import { limits } from './limits.ts'
import { bold, count, foreign, type Markup, mrkdwn, plain } from './text.ts'

// What Slack has had a block for since 2026. A view says what it means; forms.ts knows which blocks a workspace takes.

type Level = 'info' | 'success' | 'warning' | 'error'

/** The mark of our own that a line begins with, and the level that Slack draws in its place. */
const levels: readonly (readonly [mark: string, level: Level])[] = [
  ['✅ ', 'success'],
  ['⚠️ ', 'warning'],
  ['❗ ', 'error'],
  ['', 'info'],
]

/** How something stands, on top of a window: saved, refused, out of date. Its level is said by its mark. */
export function stateLine(text: Markup): TwoForms {
  const classic = [section(text)]
  const [mark, level] = levels.find(([begin]) => text.markup.startsWith(begin)) ?? ['', 'info']
  const said = { markup: text.markup.slice(mark.length) }
  const alert: AlertBlock = { type: 'alert', level, text: mrkdwn(said) }
  const fits = Array.from(said.markup).length <= limits.alertText
  return { type: 'two_forms', newer: fits ? [alert] : classic, classic, on: ['modal'] }
}

type Child = ContainerBlock['child_blocks'][number]

const inContainers = new Set(['actions', 'context', 'divider', 'header', 'image', 'section'])

const isChild = (block: KnownBlock): block is Child => inContainers.has(block.type)

/**
 * What a reader may want to open, in a message: closed at first, with a title. `instead`: what stands there where
 * nothing can be folded, by default all of it under the title.
 */
export function folded(title: string, blocks: Blocks, instead?: Blocks): TwoForms {
  const classic = inForm(present(instead ?? [section(bold(title)), ...blocks]), 'classic')
  const all = inForm(present(blocks), 'classic')
  const inside = all.filter(isChild)
  const container: ContainerBlock = {
    type: 'container',
    title: plain(title, limits.containerTitle),
    is_collapsible: true,
    default_collapsed: true,
    child_blocks: inside,
  }
  const fits = all.length === inside.length && all.length > 0 && all.length <= limits.containerBlocks
  return { type: 'two_forms', newer: fits ? [container] : classic, classic, on: ['message'] }
}

type Table = {
  readonly caption: string
  readonly columns: readonly string[]
  /** Names, addresses and words, without markup: each as many as there are columns. */
  readonly rows: readonly (readonly string[])[]
}

const rowsPerPage = 10

/** A list that Slack sorts, filters and pages by itself, in a message. `instead`: the same where there are no tables. */
export function table({ caption, columns, rows }: Table, instead: Blocks): TwoForms {
  const classic = inForm(present(instead), 'classic')
  const shown = rowsThatFit(rows.map(row => row.map(text => foreign(text))))
  const note = shown.length < rows.length ? ` (${count(shown.length)} of ${count(rows.length)})` : ''
  const cells = (texts: readonly string[]) => texts.map(text => ({ type: 'raw_text' as const, text }))
  const block: DataTableBlock = {
    type: 'data_table',
    caption: `${caption}${note}`,
    rows: [columns, ...shown].map(cells),
    page_size: rowsPerPage,
  }
  return { type: 'two_forms', newer: shown.length > 0 ? [block] : classic, classic, on: ['message'] }
}

/** Slack counts the rows, and the letters of the whole message. */
function rowsThatFit(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  let room: number = limits.tableText
  const over = rows.findIndex(row => {
    room -= Array.from(row.join('')).length
    return room < 0
  })
  return rows.slice(0, Math.min(over === -1 ? rows.length : over, limits.tableRows))
}
