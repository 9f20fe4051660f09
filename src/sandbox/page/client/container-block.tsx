import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'

type Props = {
  readonly title: string
  readonly subtitle: string | null
  readonly folds: boolean
  readonly foldedAtFirst: boolean
  readonly children: ComponentChildren
}

/** Blocks under a title, that may be folded by it. */
export function ContainerBlock({ title, subtitle, folds, foldedAtFirst, children }: Props) {
  const [isOpen, setOpen] = useState(!foldedAtFirst)
  const inside = useId()
  const words = (
    <span>
      <strong>{title}</strong>
      {subtitle !== null && <span class="subtitle">{subtitle}</span>}
    </span>
  )
  return (
    <section class="container" aria-label={title}>
      {folds ? (
        <button
          type="button"
          class="fold"
          aria-expanded={isOpen}
          aria-controls={inside}
          onClick={() => setOpen(!isOpen)}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M5.5 3l5 5l-5 5" />
          </svg>
          {words}
        </button>
      ) : (
        <div class="fold">{words}</div>
      )}
      <div class="inside" id={inside} hidden={folds && !isOpen}>
        {children}
      </div>
    </section>
  )
}
