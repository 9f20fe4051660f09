import { type Message, note } from '../blocks.ts'
import { md } from '../text.ts'

export const decidedReply = (decision: 'apply' | 'retry'): Message =>
  decision === 'apply'
    ? note(md`The sync is being applied. The message closes when that is done.`)
    : note(md`A new sync is requested. The message closes if that one can be believed.`)

export const outOfDate = (): Message =>
  note(md`This sync is no longer waiting: it was decided already, or a newer one replaced it.`)
