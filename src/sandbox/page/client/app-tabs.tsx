import { useSandbox } from './sandbox-context.ts'

/** The app's Home and its messages. */
export function AppTabs({ now }: { now: 'home' | 'messages' }) {
  const { screen, go } = useSandbox()
  return (
    <nav class="tabs" aria-label={screen.team.app}>
      <button
        type="button"
        aria-current={now === 'home' ? 'page' : undefined}
        onClick={() => go({ at: 'home' })}
      >
        Home
      </button>
      <button
        type="button"
        aria-current={now === 'messages' ? 'page' : undefined}
        onClick={() => go({ at: screen.me.dm })}
      >
        Messages
      </button>
    </nav>
  )
}
