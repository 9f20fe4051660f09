/** Block Kit's limits. Lengths are Unicode code points. Source: Slack's documentation and its public validator. */
export const limits = {
  message: { blocks: 50, attachments: 100, textTruncatedAt: 40_000, updateText: 4_000, blocksText: 13_200 },
  view: {
    blocks: 100,
    title: 24,
    submit: 24,
    close: 24,
    privateMetadata: 3_000,
    callbackId: 255,
    externalId: 255,
    bytes: 250_000,
    stack: 3,
  },
  id: 255,
  text: 3_000,
  section: { text: 3_000, fields: 10, fieldText: 2_000 },
  header: 150,
  context: 10,
  actions: 25,
  input: { label: 2_000, hint: 2_000 },
  image: { url: 3_000, altText: 2_000, title: 2_000 },
  markdown: 12_000,
  button: { text: 75, value: 2_000, url: 3_000, accessibilityLabel: 75 },
  option: { text: 75, value: 150, description: 75, url: 3_000 },
  optionGroup: { label: 75, options: 100, groups: 100 },
  select: { options: 100 },
  placeholder: 150,
  overflow: 5,
  checkboxes: 10,
  radioButtons: 10,
  plainTextInput: 3_000,
  fileInput: 10,
  fileBytes: 10 * 1024 * 1024,
  /** Of a file that the app brings. */
  uploadBytes: 1024 ** 3,
  altText: 1_000,
  confirm: { title: 100, text: 300, confirm: 30, deny: 30 },
  alert: 200,
  table: { rows: 100, columns: 20, columnSettings: 20, perMessage: 1 },
  contextActions: 5,
  container: { title: 150, subtitle: 150, blocks: 10 },
  /** `rows` with the header. Slack’s own pages say 101 and 201, 10,000 characters and 20,000. */
  dataTable: { least: 2, rows: 101, columns: 20, pageSize: 100, letters: 10_000 },
  card: { title: 150, subtitle: 150, body: 200, actions: 3 },
  carousel: 10,
} as const

/** Blocks that some workspaces do not take yet. */
export const newerBlocks: readonly string[] = [
  'alert',
  'card',
  'carousel',
  'container',
  'data_table',
  'data_visualization',
]

export type Surface = 'message' | 'modal' | 'home'

export const blocksOf: Record<Surface, readonly string[]> = {
  message: [
    'actions',
    'card',
    'carousel',
    'container',
    'context',
    'context_actions',
    'data_table',
    'data_visualization',
    'divider',
    'file',
    'header',
    'image',
    'input',
    'markdown',
    'plan',
    'rich_text',
    'section',
    'table',
    'task_card',
    'video',
  ],
  modal: [
    'actions',
    'alert',
    'card',
    'context',
    'divider',
    'header',
    'image',
    'input',
    'rich_text',
    'section',
    'video',
  ],
  home: [
    'actions',
    'card',
    'carousel',
    'container',
    'context',
    'data_table',
    'data_visualization',
    'divider',
    'header',
    'image',
    'input',
    'rich_text',
    'section',
    'table',
    'video',
  ],
}

const pickers = ['datepicker', 'timepicker', 'datetimepicker']
const selects = ['static', 'external', 'users', 'conversations', 'channels'].flatMap(kind => [
  `${kind}_select`,
  `multi_${kind}_select`,
])
const texts = ['plain_text_input', 'email_text_input', 'url_text_input', 'number_input', 'rich_text_input']

/** Element types a place takes. */
export const elementsOf = {
  section: [
    'button',
    'overflow',
    'image',
    'checkboxes',
    'radio_buttons',
    'workflow_button',
    ...selects,
  ].concat(pickers.filter(picker => picker !== 'datetimepicker')),
  actions: ['button', 'overflow', 'checkboxes', 'radio_buttons', 'workflow_button', ...pickers, ...selects],
  input: ['checkboxes', 'radio_buttons', 'file_input', ...texts, ...pickers, ...selects],
} as const

/** Element types only a modal has. */
export const onlyInModals: readonly string[] = ['file_input']
