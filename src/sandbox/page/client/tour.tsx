import { useState } from 'preact/hooks'
import { useSandbox } from './sandbox-context.ts'
import { hints } from './tour-hints.ts'

const key = 'sandbox.tour'

/** Four short hints to the first alert. Closed, it stays closed. */
export function Tour() {
  const { screen, act } = useSandbox()
  const [isClosed, setClosed] = useState(localStorage.getItem(key) === 'closed')
  const close = (closed: boolean) => {
    if (closed) localStorage.setItem(key, 'closed')
    else localStorage.removeItem(key)
    setClosed(closed)
  }
  if (isClosed) {
    return (
      <button type="button" class="tour-open" onClick={() => close(false)}>
        Show the tour
      </button>
    )
  }
  const at = hints.findIndex(({ done }) => !done(screen.tour))
  const hint = hints[at]
  const form = screen.modals.at(-1)
  const asksForKeys = form?.blocks.some(({ label }) => label?.text === 'Client secret') === true
  return (
    <section class="tour" aria-label="Guided tour">
      <header>
        <ol aria-label="Steps">
          {hints.map(({ title, done }, index) => (
            <li
              key={title}
              data-done={done(screen.tour) || undefined}
              aria-current={index === at ? 'step' : undefined}
            >
              {title}
              {done(screen.tour) && <span class="unseen">, done</span>}
            </li>
          ))}
        </ol>
        <button type="button" class="quiet" aria-label="Close the tour" onClick={() => close(true)}>
          ✕
        </button>
      </header>
      {hint === undefined ? (
        <p>
          <strong>That was the first alert.</strong> Under Accounts in Miro, deactivate the account, skip to
          the next Miro sync, and see the same message close.
        </p>
      ) : (
        <p>
          <strong>
            {at + 1}. {hint.title}.
          </strong>{' '}
          {hint.text}
        </p>
      )}
      {asksForKeys && (
        <button type="button" class="button small" onClick={() => void act({ do: 'fillMiroKeys' })}>
          Fill in the keys
        </button>
      )}
    </section>
  )
}
