import { formProblems } from './form-state.ts'
import { type Desk, submissionUrls } from './interaction.ts'
import { closedPayload, submissionPayload } from './payloads.ts'
import { Refusal } from './refusal.ts'
import type { LocalUser, LocalView } from './shapes.ts'
import { SlackProblem } from './slack-problem.ts'
import { isRecord } from './validate-values.ts'
import { pushView, replaceView, stackOf } from './view-stack.ts'
import { issueTrigger } from './world.ts'

/** What the person sees after Submit. `incomplete`: Slack's own form refused, nothing was sent. */
export type Submitted =
  | { outcome: 'closed' | 'cleared'; ackMs: number }
  | { outcome: 'updated' | 'pushed'; ackMs: number; view: LocalView }
  | { outcome: 'errors'; ackMs: number; errors: Record<string, string> }
  | { outcome: 'incomplete'; errors: Record<string, string> }

/** Presses Submit on the modal in front. */
export const submit = async (
  desk: Desk,
  user: LocalUser,
  view: LocalView,
  triggerAgeMs: number,
): Promise<Submitted> => {
  const stack = stackOf(desk.world, user.id)
  if (stack.at(-1) !== view) throw new Error(`View ${view.id} is not in front of ${user.id}`)
  if (view.submit === null) throw new Error(`View ${view.id} has no submit button`)
  const incomplete = formProblems(view.blocks, view.state.values)
  if (Object.keys(incomplete).length > 0) return { outcome: 'incomplete', errors: incomplete }
  const payload = submissionPayload(desk.world, user, view, {
    triggerId: issueTrigger(desk.world, user.id, view.id, triggerAgeMs),
    responseUrls: submissionUrls(desk, user, view),
  })
  const { acked, problem, status, body, ackMs } = await desk.delivery.send('interactive', payload)
  const doing = `submit of ${view.callback_id}`
  if (!acked) throw new SlackProblem(problem ?? 'dispatch_failed', doing, status)
  try {
    return applyAnswer(desk, user, view, isRecord(body) ? body : {}, ackMs)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new SlackProblem(`${error.code} ${JSON.stringify(error.extra)}`, doing)
  }
}

const applyAnswer = (
  { world }: Desk,
  user: LocalUser,
  view: LocalView,
  body: Record<string, unknown>,
  ackMs: number,
): Submitted => {
  const stack = stackOf(world, user.id)
  const action = body['response_action']
  if (action === undefined) {
    const index = stack.indexOf(view)
    if (index >= 0) stack.splice(index, 1)
    world.changed('view')
    return { outcome: 'closed', ackMs }
  }
  if (action === 'clear') {
    stack.length = 0
    world.changed('view')
    return { outcome: 'cleared', ackMs }
  }
  if (action === 'errors') return { outcome: 'errors', ackMs, errors: checkedErrors(view, body['errors']) }
  if (action === 'update') {
    return { outcome: 'updated', ackMs, view: replaceView(world, view, body['view']) }
  }
  if (action === 'push') {
    return { outcome: 'pushed', ackMs, view: pushView(world, user.id, body['view']) }
  }
  throw new Refusal('unknown response_action')
}

/** Errors may name only input blocks of this view. */
const checkedErrors = (view: LocalView, sent: unknown): Record<string, string> => {
  const inputs = new Set(view.blocks.filter(block => block.type === 'input').map(block => block.block_id))
  if (!isRecord(sent) || Object.keys(sent).length === 0)
    throw new Refusal('response_action errors without errors')
  const errors: Record<string, string> = {}
  for (const [id, message] of Object.entries(sent)) {
    if (!inputs.has(id)) throw new Refusal(`errors for ${id}, which is no input block of this view`)
    if (typeof message !== 'string') throw new Refusal(`the error for ${id} is no text`)
    errors[id] = message
  }
  return errors
}

/** Closes the modal in front (Cancel), or all of them (the x). Tells the bot where it asked for that. */
export const close = async (desk: Desk, user: LocalUser, view: LocalView, all: boolean): Promise<void> => {
  const { world, delivery } = desk
  const stack = stackOf(world, user.id)
  if (stack.at(-1) !== view) throw new Error(`View ${view.id} is not in front of ${user.id}`)
  const cleared = all || view.clear_on_close
  const told = cleared ? stack[0] : view
  if (cleared) stack.length = 0
  else stack.pop()
  world.changed('view')
  if (told?.notify_on_close !== true) return
  const { acked, problem, status } = await delivery.send(
    'interactive',
    closedPayload(world, user, told, cleared),
  )
  if (!acked) throw new SlackProblem(problem ?? 'dispatch_failed', 'close', status)
}
