import type { ComponentChildren } from 'preact'

type Props = {
  readonly title: string
  /** Stands beside the title, also when the section is folded. */
  readonly note?: string
  readonly open?: boolean
  readonly children: ComponentChildren
}

/** One part of the panel, that can be folded. */
export function OutsideSection({ title, note, open = false, children }: Props) {
  return (
    <details class="outside-section" open={open}>
      <summary>
        <h2>{title}</h2>
        {note !== undefined && <span class="note">{note}</span>}
      </summary>
      {children}
    </details>
  )
}
