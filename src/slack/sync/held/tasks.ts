import type { HeldFacts } from '../../../domain/source-notice.ts'
import type { Task } from '../../doors/pending-task.ts'
import { md } from '../../frame/text.ts'
import { questionOf } from '../../doors/held.ts'

/** What of people and user groups waits for a person's word. */
export const heldTasks = (held: readonly HeldFacts[]): Task[] =>
  held.map(questionOf).map(({ title, was, buttons }) => ({ text: md`${title}. ${was}`, buttons }))
