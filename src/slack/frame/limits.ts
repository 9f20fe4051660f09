/**
 * Slack's limits, in Unicode code points where they are lengths. Where Slack's own pages disagree the smaller
 * number stands here.
 */
export const limits = {
  messageBlocks: 50,
  /** `chat.update` refuses longer texts; what was posted must stay editable. */
  messageText: 4000,
  /** All texts of a message together, with the labels of its buttons; Slack refuses at 13,200. */
  messageBlocksText: 12_000,
  viewBlocks: 100,
  viewTitle: 24,
  viewButton: 24,
  privateMetadata: 3000,
  text: 3000,
  fields: 10,
  fieldText: 2000,
  header: 150,
  contextElements: 10,
  actionsElements: 25,
  label: 2000,
  buttonText: 75,
  buttonValue: 2000,
  url: 3000,
  optionText: 75,
  optionValue: 75,
  options: 100,
  overflow: 5,
  choices: 10,
  placeholder: 150,
  inputText: 3000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  alertText: 200,
  containerTitle: 150,
  containerBlocks: 10,
  /** Of a table with its own pages, below its header. */
  tableRows: 100,
  /** Ours: what a table leaves of `messageBlocksText` to the rest. */
  tableText: 8000,
  /** Ours: names and titles written by others are cut here. */
  foreign: 80,
} as const
