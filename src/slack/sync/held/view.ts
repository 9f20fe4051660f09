import { type Message, note } from '../../frame/blocks.ts'
import { md } from '../../frame/text.ts'

export const decidedReply = (decision: 'apply' | 'retry'): Message =>
  decision === 'apply'
    ? note(md`It is being applied. The message closes when that is done.`)
    : note(md`It is read again. The message closes if what is read then can be believed.`)

export const outOfDate = (): Message =>
  note(md`This is no longer waiting: it was decided already, or a newer read replaced it.`)
