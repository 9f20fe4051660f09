import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'

type Props = {
  readonly label: string
  /** Changes with what is in it. */
  readonly version: string
  readonly inert: boolean
  readonly onEscape: () => void
  readonly children: ComponentChildren
}

const reachable =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex="0"]'

/** A window over the rest: the tab key stays inside, Escape closes, and the focus goes back where it was. */
export function DialogFrame({ label, version, inert, onEscape, children }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const isTouched = useRef(false)
  useLayoutEffect(() => {
    const before = document.activeElement as HTMLElement | null
    // What lies below can take the focus only once it has been drawn again.
    return () => void setTimeout(() => before?.isConnected === true && before.focus())
  }, [])
  useEffect(() => {
    isTouched.current = false
  }, [label])
  // A window that is still loading gets its inputs later.
  useEffect(() => {
    if (!isTouched.current) firstStop(box.current)?.focus()
  }, [label, version])
  // What had the focus may be gone after an update.
  useEffect(() => {
    if (!inert && document.activeElement === document.body) box.current?.focus()
  })
  // Before the next key can be pressed: an effect would wait until the window is painted.
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const here = document.activeElement
      const isHere = here === document.body || box.current?.contains(here) === true
      if (inert || !isHere || box.current === null) return
      isTouched.current = true
      if (event.key === 'Escape') onEscape()
      if (event.key === 'Tab') stayInside(event, box.current)
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  })
  return (
    <div class="dialog-cover">
      <div
        class="dialog"
        ref={box}
        role="dialog"
        aria-modal="true"
        aria-label={label}
        tabIndex={-1}
        inert={inert}
      >
        {children}
      </div>
    </div>
  )
}

/** From the last thing to the first, and back. */
function stayInside(event: KeyboardEvent, box: HTMLElement): void {
  const stops = [...box.querySelectorAll<HTMLElement>(reachable)].filter(one => one.offsetParent !== null)
  const [first, last] = [stops[0], stops.at(-1)]
  const here = document.activeElement
  if (event.shiftKey && (here === first || here === box)) last?.focus()
  else if (!event.shiftKey && here === last) first?.focus()
  else return
  event.preventDefault()
}

const firstStop = (box: HTMLElement | null): HTMLElement | null =>
  box?.querySelector<HTMLElement>('[data-focus]') ??
  firstInput(box) ??
  box?.querySelector<HTMLElement>('[data-first]') ??
  box

/** Of radio buttons the one that is chosen, as the tab key would. */
function firstInput(box: HTMLElement | null): HTMLElement | null {
  const first = box?.querySelector<HTMLInputElement>('.dialog-body :is(input, textarea)') ?? null
  if (first?.type !== 'radio') return first
  const chosen = `.dialog-body [name="${CSS.escape(first.name)}"]:checked`
  return box?.querySelector<HTMLElement>(chosen) ?? first
}
