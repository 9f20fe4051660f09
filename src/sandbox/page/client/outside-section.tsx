import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'

type Props = {
  readonly title: string
  /** Stands beside the title, also when the section is folded. */
  readonly note?: string
  /** Unfolds it; only the person folds it again. */
  readonly open?: boolean
  readonly children: ComponentChildren
}

/** One part of the panel, that can be folded. */
export function OutsideSection({ title, note, open = false, children }: Props) {
  const [isOpen, setOpen] = useState(open)
  const [wasOpen, setWasOpen] = useState(open)
  if (open !== wasOpen) {
    setWasOpen(open)
    if (open) setOpen(true)
  }
  return (
    <details class="outside-section" open={isOpen} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{title}</h2>
        {note !== undefined && <span class="note">{note}</span>}
      </summary>
      {children}
    </details>
  )
}
