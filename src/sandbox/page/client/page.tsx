import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { ActAnswer, OutsideAct, PersonAct } from '../shared/act.ts'
import { send, useScreen } from './connection.ts'
import { LiveRegion } from './live-region.tsx'
import { usePlace } from './place.ts'
import { SandboxContext, type SandboxParts } from './sandbox-context.ts'
import { Toast } from './toast.tsx'
import { type Asking, Workplace } from './workplace.tsx'

/** The whole page: what a person sees, what they do, and what is said to them. */
export function Page() {
  const [place, go] = usePlace()
  const { screen, isLost } = useScreen(place.person)
  const [said, setSaid] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [asking, setAsking] = useState<Asking | null>(null)
  const drafts = useRef(new Set<() => Promise<void>>()).current
  const ahead = screen?.outside.clockAheadMs ?? 0
  const now = useCallback(() => new Date(Date.now() + ahead), [ahead])
  useMinutes()
  const me = screen?.me.id ?? ''
  useEffect(() => {
    if (place.person === '' && me !== '') go({ person: me })
  }, [place.person, me])
  if (screen === null) {
    return (
      <p class="starting">
        {isLost ? 'The sandbox does not answer. Is it still running?' : 'Opening the sandbox …'}
      </p>
    )
  }
  const shown = (answer: ActAnswer): ActAnswer => {
    setProblem(answer.problem)
    return answer
  }
  const parts: SandboxParts = {
    screen,
    place: { ...place, person: me },
    go,
    act: async (act: PersonAct) => {
      const isDraft = act.do === 'choose' && act.draft
      if (!isDraft && act.do !== 'suggest') await Promise.all([...drafts].map(store => store()))
      return shown(await send({ as: me, act }))
    },
    outside: async (act: OutsideAct) => shown(await send({ as: null, act })),
    ask: confirm =>
      new Promise(resolve => {
        setAsking({
          confirm,
          answer: yes => {
            setAsking(null)
            resolve(yes)
          },
        })
      }),
    announce: setSaid,
    drafts,
    now,
  }
  return (
    <SandboxContext.Provider value={parts}>
      <Workplace isLost={isLost} asking={asking} />
      {problem !== null && <Toast text={problem} onClose={() => setProblem(null)} />}
      <LiveRegion text={said} />
    </SandboxContext.Provider>
  )
}

/** Draws again every half minute: "today" ends, and the clock goes on. */
function useMinutes(): void {
  const [, draw] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => draw(count => count + 1), 30_000)
    return () => clearInterval(timer)
  }, [])
}
