import { useState } from 'preact/hooks'
import type { OutsideAct } from '../shared/act.ts'
import { useSandbox } from './sandbox-context.ts'

type Props = {
  readonly act: OutsideAct
  readonly text: string
  /** Whom it is about, for who hears the button alone. */
  readonly about?: string
  /** Said when it is done. */
  readonly done?: string
}

/** A button of the panel: does one thing, and shows that it is being done. */
export function OutsideButton({ act, text, about, done }: Props) {
  const { outside, announce } = useSandbox()
  const [isBusy, setBusy] = useState(false)
  const press = async () => {
    if (isBusy) return
    setBusy(true)
    const { problem } = await outside(act)
    setBusy(false)
    if (problem === null && done !== undefined) announce(done)
  }
  return (
    <button
      type="button"
      class="button small"
      aria-busy={isBusy}
      aria-label={about === undefined ? undefined : `${text} ${about}`}
      onClick={() => void press()}
    >
      {text}
    </button>
  )
}
