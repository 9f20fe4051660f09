import { limits } from './limits.ts'
import { checkKeys, checkList, checkText, codePoints, isRecord, type Report } from './validate-values.ts'

/** Checks of the blocks that Slack has had since 2026, and that not every workspace takes. */

const plain = ['plain_text'] as const
const both = ['plain_text', 'mrkdwn'] as const

const levels = ['default', 'info', 'warning', 'error', 'success']

export const checkAlert = (block: Record<string, unknown>, at: string, report: Report): void => {
  checkKeys(block, ['type', 'block_id', 'text', 'level'], at, report)
  checkText(block['text'], `${at}/text`, limits.alert, both, report)
  if (block['level'] !== undefined && !levels.some(level => level === block['level'])) {
    report(`${at}/level`, `must be one of ${levels.join(', ')}`)
  }
}

const inContainer = [
  'actions',
  'context',
  'divider',
  'file',
  'header',
  'image',
  'input',
  'rich_text',
  'section',
  'table',
  'video',
]

const containerKeys = [
  'type',
  'block_id',
  'title',
  'rich_text_title',
  'subtitle',
  'child_blocks',
  'width',
  'icon',
  'is_collapsible',
  'default_collapsed',
  'has_header_divider',
]

/** `checkChild`: what holds for any block, with the type it may have here. */
export const checkContainer = (
  block: Record<string, unknown>,
  at: string,
  report: Report,
  checkChild: (child: unknown, at: string, types: readonly string[]) => void,
): void => {
  checkKeys(block, containerKeys, at, report)
  const {
    title,
    rich_text_title: richTitle,
    subtitle,
    is_collapsible: folds,
    default_collapsed: folded,
  } = block
  if (title === undefined && richTitle === undefined) report(at, 'missing required field: title')
  if (title !== undefined) checkText(title, `${at}/title`, limits.container.title, plain, report)
  if (subtitle !== undefined) checkText(subtitle, `${at}/subtitle`, limits.container.subtitle, both, report)
  if (folded === true && folds !== true) report(`${at}/default_collapsed`, 'needs is_collapsible')
  for (const key of ['is_collapsible', 'default_collapsed', 'has_header_divider'])
    if (block[key] !== undefined && typeof block[key] !== 'boolean')
      report(`${at}/${key}`, 'must be a boolean')
  const widths = ['narrow', 'standard', 'wide', 'full']
  if (block['width'] !== undefined && !widths.some(width => width === block['width']))
    report(`${at}/width`, `must be one of ${widths.join(', ')}`)
  const place = `${at}/child_blocks`
  checkList(block['child_blocks'], place, 1, limits.container.blocks, report).forEach((child, index) => {
    checkChild(child, `${place}/${index}`, inContainer)
  })
}

export const checkDataTable = (block: Record<string, unknown>, at: string, report: Report): void => {
  checkKeys(
    block,
    ['type', 'block_id', 'caption', 'rows', 'page_size', 'row_header_column_index'],
    at,
    report,
  )
  if (typeof block['caption'] !== 'string' || block['caption'] === '')
    report(`${at}/caption`, 'missing required field: caption')
  const rows = checkList(block['rows'], `${at}/rows`, limits.dataTable.least, limits.dataTable.rows, report)
  const columns = Array.isArray(rows[0]) ? rows[0].length : 0
  rows.forEach((row, index) => {
    const place = `${at}/rows/${index}`
    const cells = checkList(row, place, 1, limits.dataTable.columns, report)
    if (cells.length !== columns) report(place, `must have ${columns} cells, like the first row`)
    cells.forEach((cell, column) => {
      checkCell(cell, `${place}/${column}`, index === 0, report)
    })
  })
  checkNumber(block['page_size'], `${at}/page_size`, 1, limits.dataTable.pageSize, report)
  checkNumber(block['row_header_column_index'], `${at}/row_header_column_index`, 0, columns - 1, report)
  if (lettersOf(rows) > limits.dataTable.letters)
    report(`${at}/rows`, `no more than ${limits.dataTable.letters} characters`)
}

const checkCell = (cell: unknown, at: string, isHeader: boolean, report: Report): void => {
  const kinds = isHeader ? ['raw_text', 'raw_number'] : ['raw_text', 'raw_number', 'rich_text']
  const { type = null, text = null, value = null } = isRecord(cell) ? cell : {}
  if (!kinds.some(kind => kind === type)) {
    report(`${at}/type`, `must be one of ${kinds.join(', ')}`)
    return
  }
  if (type === 'rich_text') return
  if (typeof text !== 'string' || text === '') report(`${at}/text`, 'must be more than 0 characters')
  if (type === 'raw_number' && typeof value !== 'number') report(`${at}/value`, 'must be a number')
}

const checkNumber = (value: unknown, at: string, least: number, most: number, report: Report): void => {
  if (value === undefined) return
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
    report(at, `must be a whole number from ${least} to ${most}`)
}

const lettersOf = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + lettersOf(one), 0)
  if (!isRecord(value)) return 0
  return Object.entries(value).reduce(
    (sum, [key, part]) =>
      sum + (key === 'text' && typeof part === 'string' ? codePoints(part) : lettersOf(part)),
    0,
  )
}

const cardKeys = ['type', 'block_id', 'hero_image', 'icon', 'title', 'subtitle', 'body', 'actions']

export const checkCard = (block: Record<string, unknown>, at: string, report: Report): void => {
  checkKeys(block, cardKeys, at, report)
  const { title, subtitle, body, actions } = block
  if ([block['hero_image'], title, body, actions].every(part => part === undefined))
    report(at, 'missing required field: hero_image, title, actions or body')
  const texts = { title, subtitle, body }
  for (const [key, text] of Object.entries(texts))
    if (text !== undefined)
      checkText(text, `${at}/${key}`, limits.card[key as keyof typeof texts], ['mrkdwn'], report)
  if (actions !== undefined) checkList(actions, `${at}/actions`, 1, limits.card.actions, report)
}

export const checkCarousel = (block: Record<string, unknown>, at: string, report: Report): void => {
  checkKeys(block, ['type', 'block_id', 'elements'], at, report)
  checkList(block['elements'], `${at}/elements`, 1, limits.carousel, report).forEach((card, index) => {
    const place = `${at}/elements/${index}`
    if (isRecord(card) && card['type'] === 'card') checkCard(card, place, report)
    else report(`${place}/type`, 'must be one of card')
  })
}
