import { useEffect, useState } from 'preact/hooks'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { Conversation } from './conversation.tsx'
import { HomeTab } from './home-tab.tsx'
import { Modal } from './modal.tsx'
import { OutsidePanel } from './outside-panel.tsx'
import { useAnnouncements } from './read-marks.ts'
import { type Confirm, useSandbox } from './sandbox-context.ts'
import { Sidebar } from './sidebar.tsx'
import { SignedOut } from './signed-out.tsx'
import { Thread } from './thread.tsx'
import { Tour } from './tour.tsx'
import { useWindows } from './use-windows.ts'

/** What is asked before something is done, and where the answer goes. */
export type Asking = { readonly confirm: Confirm; readonly answer: (yes: boolean) => void }

type Drawer = 'places' | 'outside' | null

/** The Slack of one person, and the world outside of it. On a phone, one of them at a time. */
export function Workplace({ isLost, asking }: { isLost: boolean; asking: Asking | null }) {
  const { screen, place } = useSandbox()
  const [drawer, setDrawer] = useState<Drawer>(null)
  const { windows, close } = useWindows()
  const modal = windows.at(-1) ?? null
  const at = place.at === '' ? 'home' : place.at
  useAnnouncements()
  useJump()
  useEffect(() => setDrawer(null), [place.at, place.person, modal?.id])
  const isAsking = asking !== null
  const covered = modal !== null || isAsking
  const toggle = (which: Drawer) => setDrawer(open => (open === which ? null : which))
  return (
    <div class="workplace" data-drawer={drawer ?? ''}>
      <header class="phone-bar" inert={covered}>
        <button type="button" aria-expanded={drawer === 'places'} onClick={() => toggle('places')}>
          ☰ Channels
        </button>
        <strong>{screen.team.name}</strong>
        <button type="button" aria-expanded={drawer === 'outside'} onClick={() => toggle('outside')}>
          Outside
        </button>
      </header>
      <section class="slack" data-region tabIndex={-1} aria-label="Slack">
        {isLost && (
          <p class="banner" role="alert">
            The sandbox does not answer. Trying again …
          </p>
        )}
        <div class="slack-places" inert={covered}>
          <Sidebar />
        </div>
        <main class="slack-main" inert={covered}>
          {screen.me.deactivated ? (
            <SignedOut />
          ) : at === 'home' ? (
            <HomeTab />
          ) : (
            <Conversation key={at} channel={at} />
          )}
        </main>
        {place.thread !== null && !screen.me.deactivated && at !== 'home' && (
          <aside class="slack-thread" inert={covered} aria-label="Thread">
            <Thread channel={at} ts={place.thread} />
          </aside>
        )}
        {modal !== null && (
          <Modal key={modal.id} view={modal} depth={windows.length} inert={isAsking} close={close} />
        )}
        {asking !== null && <ConfirmDialog confirm={asking.confirm} answer={asking.answer} />}
      </section>
      <aside class="outside" data-region tabIndex={-1} aria-label="The outside world">
        <Tour />
        <OutsidePanel />
      </aside>
    </div>
  )
}

/** F6 goes from Slack to the world outside and back, also while a window of Slack is open. */
function useJump(): void {
  useEffect(() => {
    const jump = (event: KeyboardEvent) => {
      if (event.key !== 'F6') return
      event.preventDefault()
      const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')]
      const here = regions.findIndex(region => region.contains(document.activeElement))
      const next = regions[(here + 1) % regions.length]
      const dialog = next?.querySelector<HTMLElement>('[role=dialog]')
      const target = dialog ?? next
      target?.focus()
    }
    addEventListener('keydown', jump)
    return () => removeEventListener('keydown', jump)
  }, [])
}
