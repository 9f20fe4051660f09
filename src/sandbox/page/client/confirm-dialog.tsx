import { DialogFrame } from './dialog-frame.tsx'
import { MarkedText } from './marked-text.tsx'
import type { Confirm } from './sandbox-context.ts'

/** Asks before an element does what it does. */
export function ConfirmDialog({ confirm, answer }: { confirm: Confirm; answer: (yes: boolean) => void }) {
  return (
    <DialogFrame label={confirm.title} version="" inert={false} onEscape={() => answer(false)}>
      <header class="dialog-head">
        <h2>{confirm.title}</h2>
      </header>
      <div class="dialog-body text">
        <MarkedText text={confirm.text} />
      </div>
      <footer class="dialog-foot">
        <button type="button" class="button plain" data-first onClick={() => answer(false)}>
          {confirm.deny}
        </button>
        <button
          type="button"
          class={`button ${confirm.danger ? 'danger' : 'primary'}`}
          onClick={() => answer(true)}
        >
          {confirm.confirm}
        </button>
      </footer>
    </DialogFrame>
  )
}
