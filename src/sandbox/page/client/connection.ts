import { useEffect, useState } from 'preact/hooks'
import type { Act, ActAnswer } from '../shared/act.ts'
import type { Screen, ScreenChange } from '../shared/screen.ts'

export async function send(act: Act): Promise<ActAnswer> {
  const lost: ActAnswer = { problem: 'The sandbox does not answer. Is it still running?', options: null }
  try {
    const answer = await fetch('/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(act),
    })
    if (!answer.ok) return { problem: await answer.text(), options: null }
    return (await answer.json()) as ActAnswer
  } catch {
    return lost
  }
}

/** What this person sees, as it changes. */
export function useScreen(person: string): { screen: Screen | null; isLost: boolean } {
  const [screen, setScreen] = useState<Screen | null>(null)
  const [isLost, setLost] = useState(false)
  useEffect(() => {
    setScreen(null)
    const stream = new EventSource(`/screen?as=${encodeURIComponent(person)}`)
    stream.onmessage = ({ data }) => {
      const change = JSON.parse(data) as ScreenChange
      setLost(false)
      setScreen(before => merged(before, change))
    }
    let wasLost = false
    stream.onerror = () => {
      wasLost = true
      setLost(true)
    }
    // Another sandbox answers now, with another company and maybe another page.
    stream.onopen = () => {
      if (wasLost) location.reload()
    }
    return () => stream.close()
  }, [person])
  return { screen, isLost }
}

/** The first change is everything. */
const merged = (before: Screen | null, change: ScreenChange): Screen =>
  ({
    ...before,
    ...change,
    messages: { ...before?.messages, ...change.messages },
  }) as Screen
