import { useRef, useState } from 'preact/hooks'
import { chosenOf } from './chosen.ts'
import type { ElementProps } from './element-props.ts'
import { useSandbox } from './sandbox-context.ts'

export type Chosen = string | readonly string[] | null

type ConfirmObject = {
  readonly title: { readonly text: string }
  readonly text: { readonly type: string; readonly text: string }
  readonly confirm: { readonly text: string }
  readonly deny: { readonly text: string }
  readonly style?: string
}

/** By then what was chosen has come back from the local Slack. */
const settledMs = 400

/** Acts on an element: asks first where it says so, and knows when the bot is being told. */
export function useElement({ element, answer, blockId, place }: ElementProps) {
  const { act, ask } = useSandbox()
  const [isBusy, setBusy] = useState(false)
  // What was just chosen is shown at once; choices go out one after the other.
  const [own, setOwn] = useState<readonly string[] | null>(null)
  const waiting = useRef(0)
  const queue = useRef(Promise.resolve())
  const where = { in: place, blockId, actionId: element.action_id ?? '' }
  const confirmed = async (): Promise<boolean> => {
    const confirm = element['confirm'] as ConfirmObject | undefined
    if (confirm === undefined) return true
    return await ask({
      title: confirm.title.text,
      text: confirm.text,
      confirm: confirm.confirm.text,
      deny: confirm.deny.text,
      danger: confirm.style === 'danger',
    })
  }
  const press = async (): Promise<void> => {
    if (isBusy || !(await confirmed())) return
    setBusy(true)
    await act({ do: 'press', ...where, value: element.value ?? null })
    setBusy(false)
  }
  const choose = async (choice: Chosen): Promise<void> => {
    setOwn([choice ?? []].flat())
    waiting.current += 1
    setBusy(true)
    queue.current = queue.current.then(async () => {
      if (await confirmed()) await act({ do: 'choose', ...where, choice, draft: false })
    })
    await queue.current
    waiting.current -= 1
    if (waiting.current > 0) return
    setBusy(false)
    setTimeout(() => {
      if (waiting.current === 0) setOwn(null)
    }, settledMs)
  }
  return {
    isBusy,
    chosen: own ?? chosenOf(answer),
    press,
    choose,
    draft: (choice: Chosen) => act({ do: 'choose', ...where, choice, draft: true }),
    suggest: async (typed: string) => (await act({ do: 'suggest', ...where, typed })).options ?? [],
  }
}
