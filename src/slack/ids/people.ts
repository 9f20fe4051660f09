import type { StaffField } from '../../domain/staff-columns.ts'

export const whoisIds = {
  /** Shows one of several people, as a message. value: the person's id. */
  show: 'whois.show',
  /** Shows a person in a window. value: the person's id. */
  open: 'whois.open',
  modal: 'whois.modal',
} as const

/** The list of people, by what matters of them now. */
export const peopleIds = {
  /** Opens it. value: which of them, as `peopleLists` of the domain names them, or empty. */
  open: 'people.open',
  modal: 'people.modal',
  list: 'people.list',
  /** Another page. value: the place of its first person. */
  next: 'people.next',
  previous: 'people.previous',
} as const

export const leavingIds = {
  /** Opens who leaves, and when. value: the person's id. */
  open: 'leaving.open',
  /** The same, in the modal that asks which of several is meant. */
  choose: 'leaving.choose',
  /** The modal that asks who is meant, and its menu of everybody who is known. */
  who: 'leaving.who',
  pick: 'leaving.pick',
  modal: 'leaving.modal',
  /** Asks before a day that is past is saved; back to the form. */
  past: 'leaving.past',
  back: 'leaving.back',
  result: 'leaving.result',
  type: 'leaving.type',
  lastDay: 'leaving.last_day',
  onLeave: 'leaving.on_leave',
  reason: 'leaving.reason',
  /** The person does not leave after all. */
  cancel: 'leaving.cancel',
  cameBack: 'leaving.came_back',
  /** They work here already, though a source says later. */
  begun: 'leaving.begun',
} as const

export const unlistedIds = {
  /** Opens the question about people who are no longer in the staff list. */
  open: 'unlisted.open',
  /** The same where it stands in the window already. */
  more: 'unlisted.more',
  modal: 'unlisted.modal',
  result: 'unlisted.result',
  /** Each with the place of the person on the page behind it. */
  answer: 'unlisted.answer',
  lastDay: 'unlisted.last_day',
  /** Another page. value: the place of its first person. */
  next: 'unlisted.next',
  previous: 'unlisted.previous',
  /** Everybody on the page is still here. */
  stillHere: 'unlisted.still_here',
} as const

export const importIds = {
  /** Opens the form that takes a staff list. */
  open: 'import.open',
  form: 'import.form',
  file: 'import.file',
  text: 'import.text',
  /** Opens the preview of a list that waits, from the message about it. value: `listValue`. */
  show: 'import.show',
  /** What a list would change, a modal whose submission imports. */
  preview: 'import.preview',
  /** Everybody of whom the list changes one thing. value of each of these: `listValue`. */
  changes: 'import.changes',
  changesModal: 'import.changes_modal',
  mistakes: 'import.mistakes',
  mistakesModal: 'import.mistakes_modal',
  next: 'import.next',
  previous: 'import.previous',
  previewAgain: 'import.preview_again',
  /** Menu of the columns that are left unused on purpose; those of the fields are named by `columnMenuId`. */
  ignored: 'import.column.ignored',
  cancel: 'import.cancel',
  result: 'import.result',
} as const

/** Menu of the columns that hold this field. */
export const columnMenuId = (field: StaffField): string => `import.column.${field}`

export const joiningIds = {
  /** Asks who somebody else is too. value: the person. */
  open: 'joining.open',
  modal: 'joining.modal',
  other: 'joining.other',
  /** Opens what would come of joining two people. value: `pairValue`. */
  pair: 'joining.pair',
  /** The same, a modal whose submission joins them. */
  preview: 'joining.preview',
  rehired: 'joining.rehired',
  /** They are two. value: `pairValue`. */
  apart: 'joining.apart',
  /** Takes a joining back. value: its id. */
  part: 'joining.part',
  result: 'joining.result',
} as const
