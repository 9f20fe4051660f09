import { useEffect, useRef, useState } from 'preact/hooks'
import { optionsIn } from './chosen.ts'
import type { ElementProps } from './element-props.ts'
import { MarkedText } from './marked-text.tsx'
import { useElement } from './use-element.ts'

/** The button with three dots and the short menu behind it. */
export function OverflowMenu(props: ElementProps) {
  const { element, label } = props
  const { isBusy, choose } = useElement(props)
  const [isOpen, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const toggle = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!isOpen) return
    box.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus()
    const outside = ({ target }: Event) => {
      if (!box.current?.contains(target as Node)) setOpen(false)
    }
    addEventListener('pointerdown', outside)
    return () => removeEventListener('pointerdown', outside)
  }, [isOpen])
  const close = () => {
    setOpen(false)
    toggle.current?.focus()
  }
  const pressed = (event: KeyboardEvent) => {
    const items = [...(box.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
    const here = items.indexOf(document.activeElement as HTMLElement)
    if (event.key === 'Escape' && isOpen) close()
    else if (event.key === 'ArrowDown' && isOpen) items[(here + 1) % items.length]?.focus()
    else if (event.key === 'ArrowUp' && isOpen) items[(here <= 0 ? items.length : here) - 1]?.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div class="overflow" ref={box}>
      <button
        type="button"
        class="button plain"
        ref={toggle}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-busy={isBusy}
        aria-label={`More actions${label === '' ? '' : ` for ${label.slice(0, 60)}`}`}
        onClick={() => setOpen(!isOpen)}
      >
        ⋯
      </button>
      {isOpen && (
        <div class="menu" role="menu" tabIndex={-1} onKeyDown={pressed}>
          {optionsIn(element).map(option => (
            <button
              key={option.value}
              type="button"
              role="menuitem"
              onClick={() => {
                close()
                if (option.url !== undefined) open(option.url, '_blank', 'noopener,noreferrer')
                void choose(option.value)
              }}
            >
              <MarkedText text={option.text} />
              {option.description !== undefined && (
                <span class="description">
                  <MarkedText text={option.description} />
                </span>
              )}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
