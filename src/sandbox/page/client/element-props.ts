import type { Where } from '../shared/act.ts'
import type { MessageShown, ViewShown } from '../shared/screen.ts'

export type ElementShown = NonNullable<MessageShown['blocks'][number]['elements']>[number]

export type Answer = ViewShown['answers'][string][string]

/** How an element stands in a form; absent outside of input blocks. */
export type FormPart = {
  readonly id: string
  readonly labelledBy: string
  readonly describedBy: string | undefined
  readonly isInvalid: boolean
  readonly isRequired: boolean
  /** The bot is told of every choice. */
  readonly isDispatching: boolean
}

export type ElementProps = {
  readonly element: ElementShown
  readonly answer: Answer | undefined
  readonly blockId: string
  readonly place: Where
  /** What it is about, where it has no label of its own. */
  readonly label: string
  readonly form?: FormPart
}
