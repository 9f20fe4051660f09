import { useRef, useState } from 'preact/hooks'
import type { ViewShown } from '../shared/screen.ts'
import { useSandbox } from './sandbox-context.ts'

/** The open windows, bottom first, and how to close the one in front or all. What is closed is gone at once. */
export function useWindows() {
  const { screen, act } = useSandbox()
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  // Whoever presses Escape twice closes two windows: one after the other, as they lie.
  const queue = useRef(Promise.resolve())
  const windows: readonly ViewShown[] = screen.modals.filter(({ id }) => !closed.has(id))
  const close = (all: boolean): void => {
    const front = windows.at(-1)
    if (front === undefined) return
    const going = all ? windows.map(({ id }) => id) : [front.id]
    setClosed(before => new Set([...before, ...going]))
    queue.current = queue.current.then(async () => {
      const { problem } = await act({ do: 'close', view: front.id, all })
      if (problem !== null) setClosed(before => new Set([...before].filter(id => !going.includes(id))))
    })
  }
  return { windows, close }
}
