import { blocksOf, limits, type Surface } from './limits.ts'
import { checkElement, checkImage } from './validate-elements.ts'
import {
  checkAlert,
  checkCard,
  checkCarousel,
  checkContainer,
  checkDataTable,
} from './validate-newer-blocks.ts'
import {
  checkKeys,
  checkList,
  checkString,
  checkText,
  codePoints,
  isRecord,
  type Problem,
  type Report,
} from './validate-values.ts'

const plain = ['plain_text'] as const
const both = ['plain_text', 'mrkdwn'] as const

type BlockCheck = (block: Record<string, unknown>, at: string, surface: Surface, report: Report) => void

/** Types that are refused wherever they stand: of a workspace that does not take the newer ones. */
type Without = { readonly without?: readonly string[] }

/** Every problem of a list of blocks on this surface; none when Slack would take it. */
export const blockProblems = (
  value: unknown,
  surface: Surface,
  pointer = '/blocks',
  { without = [] }: Without = {},
): Problem[] => {
  const problems: Problem[] = []
  const report: Report = (at, message) => problems.push({ pointer: at, message })
  const most = surface === 'message' ? limits.message.blocks : limits.view.blocks
  const least = surface === 'message' ? 0 : 1
  const blocks = checkList(value, pointer, least, most, report)
  const ids = new Set<string>()
  const types = blocksOf[surface].filter(type => !without.includes(type))
  blocks.forEach((block, index) => {
    checkBlock(block, `${pointer}/${index}`, { surface, types, ids, report })
  })
  checkTotals(blocks.filter(isRecord), pointer, report)
  return problems
}

type Place = {
  readonly surface: Surface
  /** Of blocks that may stand here. */
  readonly types: readonly string[]
  /** Ids of all blocks so far. */
  readonly ids: Set<string>
  readonly report: Report
}

const checkBlock = (block: unknown, at: string, place: Place): void => {
  const { surface, types, ids, report } = place
  if (!isRecord(block) || typeof block['type'] !== 'string') {
    report(at, 'missing required field: type')
    return
  }
  const type = block['type']
  if (!types.includes(type)) {
    report(`${at}/type`, `unsupported type: ${type}`)
    return
  }
  const id = block['block_id']
  checkString(id, `${at}/block_id`, limits.id, report)
  if (typeof id === 'string') {
    if (ids.has(id)) report(`${at}/block_id`, `block_id already exists: ${id}`)
    ids.add(id)
  }
  checks[type]?.(block, at, surface, report)
  if (type === 'container')
    checkContainer(block, at, report, (child, there, allowed) => {
      checkBlock(child, there, { ...place, types: allowed })
    })
  checkActionIds(block, at, report)
}

const checks: Record<string, BlockCheck> = {
  section: (block, at, surface, report) => {
    checkKeys(block, ['type', 'block_id', 'text', 'fields', 'accessory', 'expand'], at, report)
    const { text, fields, accessory } = block
    if (text === undefined && (!Array.isArray(fields) || fields.length === 0)) {
      report(at, 'missing required field: text or fields')
    }
    if (text !== undefined) checkText(text, `${at}/text`, limits.section.text, both, report)
    if (fields !== undefined) {
      checkList(fields, `${at}/fields`, 1, limits.section.fields, report).forEach((field, index) => {
        checkText(field, `${at}/fields/${index}`, limits.section.fieldText, both, report)
      })
    }
    if (accessory !== undefined) checkElement(accessory, `${at}/accessory`, 'section', surface, report)
  },
  header: (block, at, _surface, report) => {
    checkKeys(block, ['type', 'block_id', 'text', 'level'], at, report)
    checkText(block['text'], `${at}/text`, limits.header, plain, report)
  },
  divider: (block, at, _surface, report) => {
    checkKeys(block, ['type', 'block_id'], at, report)
  },
  context: (block, at, _surface, report) => {
    checkKeys(block, ['type', 'block_id', 'elements'], at, report)
    checkList(block['elements'], `${at}/elements`, 1, limits.context, report).forEach((element, index) => {
      const place = `${at}/elements/${index}`
      if (isRecord(element) && element['type'] === 'image') checkImage(element, place, report)
      else checkText(element, place, limits.text, both, report)
    })
  },
  actions: (block, at, surface, report) => {
    checkKeys(block, ['type', 'block_id', 'elements'], at, report)
    checkList(block['elements'], `${at}/elements`, 1, limits.actions, report).forEach((element, index) => {
      checkElement(element, `${at}/elements/${index}`, 'actions', surface, report)
    })
  },
  input: (block, at, surface, report) => {
    const keys = ['type', 'block_id', 'label', 'element', 'hint', 'optional', 'dispatch_action']
    checkKeys(block, keys, at, report)
    checkText(block['label'], `${at}/label`, limits.input.label, plain, report)
    if (block['hint'] !== undefined) checkText(block['hint'], `${at}/hint`, limits.input.hint, plain, report)
    checkElement(block['element'], `${at}/element`, 'input', surface, report)
  },
  image: (block, at, _surface, report) => {
    checkKeys(block, ['type', 'block_id', 'image_url', 'slack_file', 'alt_text', 'title'], at, report)
    checkImage(block, at, report)
    if (block['title'] !== undefined)
      checkText(block['title'], `${at}/title`, limits.image.title, plain, report)
  },
  markdown: (block, at, _surface, report) => {
    checkKeys(block, ['type', 'block_id', 'text'], at, report)
    if (typeof block['text'] !== 'string' || block['text'] === '')
      report(`${at}/text`, 'missing required field: text')
    checkString(block['text'], `${at}/text`, limits.markdown, report)
  },
  alert: (block, at, _surface, report) => checkAlert(block, at, report),
  card: (block, at, _surface, report) => checkCard(block, at, report),
  carousel: (block, at, _surface, report) => checkCarousel(block, at, report),
  data_table: (block, at, _surface, report) => checkDataTable(block, at, report),
  rich_text: (block, at, _surface, report) => {
    checkKeys(block, ['type', 'block_id', 'elements'], at, report)
    const kinds = ['rich_text_section', 'rich_text_list', 'rich_text_preformatted', 'rich_text_quote']
    checkList(block['elements'], `${at}/elements`, 1, Number.POSITIVE_INFINITY, report).forEach(
      (element, index) => {
        if (!isRecord(element) || !kinds.some(kind => kind === element['type'])) {
          report(`${at}/elements/${index}/type`, `must be one of ${kinds.join(', ')}`)
        }
      },
    )
  },
  table: (block, at, _surface, report) => {
    checkKeys(block, ['type', 'block_id', 'rows', 'column_settings'], at, report)
    checkList(block['rows'], `${at}/rows`, 1, limits.table.rows, report).forEach((row, index) => {
      const place = `${at}/rows/${index}`
      checkList(row, place, 1, limits.table.columns, report).forEach((cell, column) => {
        if (!isRecord(cell) || !['raw_text', 'rich_text'].some(kind => kind === cell['type'])) {
          report(`${place}/${column}/type`, 'must be one of raw_text, rich_text')
        } else if (cell['type'] === 'raw_text' && (typeof cell['text'] !== 'string' || cell['text'] === '')) {
          report(`${place}/${column}/text`, 'must be more than 0 characters')
        }
      })
    })
    if (block['column_settings'] !== undefined) {
      checkList(block['column_settings'], `${at}/column_settings`, 0, limits.table.columnSettings, report)
    }
  },
}

/** action_id is unique in its block. */
const checkActionIds = (block: Record<string, unknown>, at: string, report: Report): void => {
  const elements = Array.isArray(block['elements']) ? block['elements'].filter(isRecord) : []
  const seen = new Set<unknown>()
  elements.forEach((element, index) => {
    const id = element['action_id']
    if (id === undefined) return
    if (seen.has(id)) report(`${at}/elements/${index}/action_id`, `action_id already exists: ${String(id)}`)
    seen.add(id)
  })
}

const checkTotals = (blocks: Record<string, unknown>[], pointer: string, report: Report): void => {
  const tables = blocks.filter(block => block['type'] === 'table' || block['type'] === 'data_table')
  if (tables.length > limits.table.perMessage) report(pointer, 'only_one_table_allowed')
  const markdown = blocks
    .filter(block => block['type'] === 'markdown')
    .reduce((sum, block) => sum + codePoints(String(block['text'])), 0)
  if (markdown > limits.markdown)
    report(pointer, `markdown blocks: no more than ${limits.markdown} characters`)
  const focused = blocks.filter(
    block => isRecord(block['element']) && block['element']['focus_on_load'] === true,
  )
  if (focused.length > 1) report(pointer, 'focus_on_load: only one element can have focus')
}

/** The text of all blocks together, with something for each container. */
export const textWeight = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + textWeight(item), 0)
  if (!isRecord(value)) return 0
  return Object.entries(value).reduce(
    (sum, [key, part]) =>
      sum + (key === 'text' && typeof part === 'string' ? codePoints(part) : textWeight(part)),
    0,
  )
}
