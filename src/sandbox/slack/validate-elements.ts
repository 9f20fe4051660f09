import { elementsOf, limits, onlyInModals, type Surface } from './limits.ts'
import { checkKeys, checkList, checkString, checkText, isRecord, type Report } from './validate-values.ts'

const plain = ['plain_text'] as const
const both = ['plain_text', 'mrkdwn'] as const

const common = ['type', 'action_id', 'confirm', 'focus_on_load']
const choice = [...common, 'placeholder']

/** Keys of each element beside the common ones. */
const keysOf: Record<string, readonly string[]> = {
  button: ['type', 'action_id', 'confirm', 'text', 'value', 'url', 'style', 'accessibility_label'],
  workflow_button: ['type', 'action_id', 'text', 'workflow', 'style', 'accessibility_label'],
  overflow: ['type', 'action_id', 'confirm', 'options'],
  image: ['type', 'image_url', 'slack_file', 'alt_text'],
  checkboxes: [...common, 'options', 'initial_options'],
  radio_buttons: [...common, 'options', 'initial_option'],
  static_select: [...choice, 'options', 'option_groups', 'initial_option'],
  multi_static_select: [...choice, 'options', 'option_groups', 'initial_options', 'max_selected_items'],
  external_select: [...choice, 'initial_option', 'min_query_length'],
  multi_external_select: [...choice, 'initial_options', 'min_query_length', 'max_selected_items'],
  users_select: [...choice, 'initial_user'],
  multi_users_select: [...choice, 'initial_users', 'max_selected_items'],
  conversations_select: [
    ...choice,
    'initial_conversation',
    'default_to_current_conversation',
    'response_url_enabled',
    'filter',
  ],
  multi_conversations_select: [
    ...choice,
    'initial_conversations',
    'default_to_current_conversation',
    'max_selected_items',
    'filter',
  ],
  channels_select: [...choice, 'initial_channel', 'response_url_enabled'],
  multi_channels_select: [...choice, 'initial_channels', 'max_selected_items'],
  datepicker: [...choice, 'initial_date'],
  timepicker: [...choice, 'initial_time', 'timezone'],
  datetimepicker: [...common, 'initial_date_time'],
  plain_text_input: [
    ...choice,
    'initial_value',
    'multiline',
    'min_length',
    'max_length',
    'dispatch_action_config',
  ],
  email_text_input: [...choice, 'initial_value', 'dispatch_action_config'],
  url_text_input: [...choice, 'initial_value', 'dispatch_action_config'],
  number_input: [
    ...choice,
    'initial_value',
    'is_decimal_allowed',
    'min_value',
    'max_value',
    'dispatch_action_config',
  ],
  rich_text_input: [...choice, 'initial_value', 'dispatch_action_config'],
  file_input: ['type', 'action_id', 'filetypes', 'max_files'],
}

/** One interactive element (or an image) at a place of a block. */
export const checkElement = (
  value: unknown,
  pointer: string,
  place: keyof typeof elementsOf,
  surface: Surface,
  report: Report,
): void => {
  if (!isRecord(value) || typeof value['type'] !== 'string') {
    report(pointer, 'missing required field: an element with a type')
    return
  }
  const type = value['type']
  const keys = keysOf[type]
  const taken: readonly string[] = elementsOf[place]
  if (keys === undefined || !taken.includes(type) || (onlyInModals.includes(type) && surface !== 'modal')) {
    report(`${pointer}/type`, `unsupported type: ${type}`)
    return
  }
  checkKeys(value, keys, pointer, report)
  checkString(value['action_id'], `${pointer}/action_id`, limits.id, report)
  if (value['action_id'] === '') report(`${pointer}/action_id`, 'must be more than 0 characters')
  if (value['placeholder'] !== undefined) {
    checkText(value['placeholder'], `${pointer}/placeholder`, limits.placeholder, plain, report)
  }
  if (value['confirm'] !== undefined) checkConfirm(value['confirm'], `${pointer}/confirm`, report)
  checkOwn(type, value, pointer, report)
}

const checkOwn = (type: string, value: Record<string, unknown>, pointer: string, report: Report): void => {
  if (type === 'button') checkButton(value, pointer, report)
  if (type === 'image') checkImage(value, pointer, report)
  if (type === 'overflow')
    checkOptions(value['options'], `${pointer}/options`, limits.overflow, plain, report)
  if (type === 'checkboxes') {
    checkOptions(value['options'], `${pointer}/options`, limits.checkboxes, both, report)
    checkInitial(value, pointer, report)
  }
  if (type === 'radio_buttons') {
    checkOptions(value['options'], `${pointer}/options`, limits.radioButtons, both, report)
    checkInitial(value, pointer, report)
  }
  if (type === 'static_select' || type === 'multi_static_select') checkStaticSelect(value, pointer, report)
  if (type === 'plain_text_input') checkPlainTextInput(value, pointer, report)
  if (type === 'number_input' && typeof value['is_decimal_allowed'] !== 'boolean') {
    report(pointer, 'missing required field: is_decimal_allowed')
  }
  if (type === 'file_input' && value['max_files'] !== undefined) {
    const files = value['max_files']
    if (!Number.isInteger(files) || Number(files) < 1 || Number(files) > limits.fileInput) {
      report(`${pointer}/max_files`, `must be from 1 to ${limits.fileInput}`)
    }
  }
  if (type === 'file_input' && value['filetypes'] !== undefined)
    checkFiletypes(value['filetypes'], pointer, report)
}

const checkFiletypes = (value: unknown, pointer: string, report: Report): void => {
  const all = checkList(value, `${pointer}/filetypes`, 1, Number.POSITIVE_INFINITY, report)
  if (all.some(each => typeof each !== 'string' || !/^[a-z0-9_]+$/i.test(each)))
    report(`${pointer}/filetypes`, 'must be file endings without a dot')
}

const checkButton = (value: Record<string, unknown>, pointer: string, report: Report): void => {
  checkText(value['text'], `${pointer}/text`, limits.button.text, plain, report)
  checkString(value['value'], `${pointer}/value`, limits.button.value, report)
  checkString(value['url'], `${pointer}/url`, limits.button.url, report)
  checkString(
    value['accessibility_label'],
    `${pointer}/accessibility_label`,
    limits.button.accessibilityLabel,
    report,
  )
  const style = value['style']
  if (style !== undefined && style !== 'primary' && style !== 'danger') {
    report(`${pointer}/style`, 'must be one of primary, danger')
  }
  if (typeof value['url'] === 'string' && !URL.canParse(value['url'])) {
    report(`${pointer}/url`, 'must be a valid URL')
  }
}

/** An image, as a block or an element. */
export const checkImage = (value: Record<string, unknown>, pointer: string, report: Report): void => {
  if ((value['image_url'] === undefined) === (value['slack_file'] === undefined)) {
    report(pointer, 'must have exactly one of image_url, slack_file')
  }
  checkString(value['image_url'], `${pointer}/image_url`, limits.image.url, report)
  if (typeof value['alt_text'] !== 'string') report(pointer, 'missing required field: alt_text')
  checkString(value['alt_text'], `${pointer}/alt_text`, limits.image.altText, report)
}

const checkPlainTextInput = (value: Record<string, unknown>, pointer: string, report: Report): void => {
  for (const key of ['min_length', 'max_length']) {
    const length = value[key]
    if (length === undefined) continue
    const least = key === 'min_length' ? 0 : 1
    if (typeof length !== 'number' || length < least || length > limits.plainTextInput) {
      report(`${pointer}/${key}`, `must be from ${least} to ${limits.plainTextInput}`)
    }
  }
  checkString(value['initial_value'], `${pointer}/initial_value`, limits.plainTextInput, report)
}

const checkStaticSelect = (value: Record<string, unknown>, pointer: string, report: Report): void => {
  const { options, option_groups: groups } = value
  if ((options === undefined) === (groups === undefined)) {
    report(pointer, 'must have exactly one of options, option_groups')
    return
  }
  if (options !== undefined) {
    checkOptions(options, `${pointer}/options`, limits.select.options, plain, report)
  } else {
    checkOptionGroups(groups, `${pointer}/option_groups`, report)
  }
  checkInitial(value, pointer, report)
}

/** Option groups of a select, or of the answer to a block_suggestion. */
export const checkOptionGroups = (value: unknown, pointer: string, report: Report): void => {
  checkList(value, pointer, 1, limits.optionGroup.groups, report).forEach((group, index) => {
    const at = `${pointer}/${index}`
    if (!isRecord(group)) {
      report(at, 'must be an object')
      return
    }
    checkText(group['label'], `${at}/label`, limits.optionGroup.label, plain, report)
    checkOptions(group['options'], `${at}/options`, limits.optionGroup.options, plain, report)
  })
}

/** Options of a choice; also of the answer to a block_suggestion. */
export const checkOptions = (
  value: unknown,
  pointer: string,
  max: number,
  kinds: readonly ('plain_text' | 'mrkdwn')[],
  report: Report,
  min = 1,
): void => {
  const values = new Set<string>()
  checkList(value, pointer, min, max, report).forEach((option, index) => {
    const at = `${pointer}/${index}`
    if (!isRecord(option)) {
      report(at, 'must be an object')
      return
    }
    checkKeys(option, ['text', 'value', 'description', 'url'], at, report)
    checkText(option['text'], `${at}/text`, limits.option.text, kinds, report)
    if (option['description'] !== undefined) {
      checkText(option['description'], `${at}/description`, limits.option.description, kinds, report)
    }
    const own = option['value']
    if (typeof own !== 'string' || own === '') {
      report(`${at}/value`, 'missing required field: value')
      return
    }
    checkString(own, `${at}/value`, limits.option.value, report)
    if (values.has(own)) report(`${at}/value`, `duplicate value: ${own}`)
    values.add(own)
  })
}

/** What is chosen at first has to be one of the options, the same in every part. */
const checkInitial = (value: Record<string, unknown>, pointer: string, report: Report): void => {
  const groups = Array.isArray(value['option_groups']) ? value['option_groups'] : []
  const all: unknown[] = [
    ...(Array.isArray(value['options']) ? value['options'] : []),
    ...groups.flatMap(group => (isRecord(group) && Array.isArray(group['options']) ? group['options'] : [])),
  ]
  const known = new Set(all.map(fingerprint))
  const initial: unknown[] = value['initial_option'] === undefined ? [] : [value['initial_option']]
  if (value['initial_options'] !== undefined) {
    initial.push(...checkList(value['initial_options'], `${pointer}/initial_options`, 1, 100, report))
  }
  for (const option of initial) {
    if (!known.has(fingerprint(option))) report(pointer, 'an initial option is not among the options')
  }
}

const fingerprint = (option: unknown): string => {
  if (!isRecord(option)) return ''
  const part = (value: unknown) => (isRecord(value) ? `${value['type']}:${value['text']}` : '')
  return JSON.stringify([option['value'], part(option['text']), part(option['description'])])
}

const checkConfirm = (value: unknown, pointer: string, report: Report): void => {
  if (!isRecord(value)) {
    report(pointer, 'must be an object')
    return
  }
  checkKeys(value, ['title', 'text', 'confirm', 'deny', 'style'], pointer, report)
  checkText(value['title'], `${pointer}/title`, limits.confirm.title, plain, report)
  checkText(value['text'], `${pointer}/text`, limits.confirm.text, both, report)
  checkText(value['confirm'], `${pointer}/confirm`, limits.confirm.confirm, plain, report)
  checkText(value['deny'], `${pointer}/deny`, limits.confirm.deny, plain, report)
}
