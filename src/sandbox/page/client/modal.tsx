import { useEffect, useRef, useState } from 'preact/hooks'
import type { ViewShown } from '../shared/screen.ts'
import { Blocks } from './blocks.tsx'
import { DialogFrame } from './dialog-frame.tsx'
import { useSandbox } from './sandbox-context.ts'

type Props = {
  readonly view: ViewShown
  /** How many windows are open, this one on top. */
  readonly depth: number
  readonly inert: boolean
  readonly close: (all: boolean) => void
}

/** The modal in front. Those below it come back when it is closed. */
export function Modal({ view, depth, inert, close }: Props) {
  const { act, announce } = useSandbox()
  const [isSending, setSending] = useState(false)
  const [tries, setTries] = useState(0)
  const body = useRef<HTMLFormElement>(null)
  const title = view.title?.text ?? 'Window'
  const submit = async () => {
    if (isSending || view.submit === null) return
    setSending(true)
    await act({ do: 'submit', view: view.id })
    setSending(false)
    setTries(tries + 1)
  }
  const wrong = Object.keys(view.errors).length
  useEffect(() => {
    if (wrong === 0) return
    const first = body.current?.querySelector<HTMLElement>('[data-error] input, [data-error] textarea')
    first?.focus()
    announce(wrong === 1 ? '1 input needs a change.' : `${wrong} inputs need a change.`)
  }, [JSON.stringify(view.errors), tries])
  useEffect(() => announce(title), [title])
  return (
    <DialogFrame label={title} version={view.hash} inert={inert} onEscape={() => close(false)}>
      <header class="dialog-head">
        {depth > 1 && (
          <button type="button" class="quiet" aria-label="Back" onClick={() => close(false)}>
            ‹
          </button>
        )}
        <h2>{title}</h2>
        <button
          type="button"
          class="quiet"
          aria-label={depth > 1 ? 'Close all windows' : 'Close'}
          onClick={() => close(true)}
        >
          ✕
        </button>
      </header>
      <form
        class="dialog-form"
        ref={body}
        noValidate
        onSubmit={event => {
          event.preventDefault()
          void submit()
        }}
      >
        <div class="dialog-body">
          <Blocks
            blocks={view.blocks}
            answers={view.answers}
            place={{ view: view.id }}
            errors={view.errors}
          />
        </div>
        <footer class="dialog-foot">
          <button
            type="button"
            class="button plain"
            data-first={view.submit === null || undefined}
            onClick={() => close(false)}
          >
            {view.close?.text ?? (view.submit === null ? 'Close' : 'Cancel')}
          </button>
          {view.submit !== null && (
            <button type="submit" class="button primary" data-first aria-busy={isSending}>
              {view.submit.text}
            </button>
          )}
        </footer>
      </form>
    </DialogFrame>
  )
}
