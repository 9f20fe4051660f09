import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { ActAnswer, OutsideAct, PersonAct } from '../shared/act.ts'
import type { Screen } from '../shared/screen.ts'
import type { Place } from './place.ts'

export type Confirm = {
  readonly title: string
  readonly text: { readonly type: string; readonly text: string }
  readonly confirm: string
  readonly deny: string
  readonly danger: boolean
}

/** What every part of the page works with. */
export type SandboxParts = {
  readonly screen: Screen
  readonly place: Place
  readonly go: (to: Partial<Place>) => void
  /** Does something as the person; a problem is shown. */
  readonly act: (act: PersonAct) => Promise<ActAnswer>
  readonly outside: (act: OutsideAct) => Promise<ActAnswer>
  /** Asks before something is done; true when confirmed. */
  readonly ask: (confirm: Confirm) => Promise<boolean>
  /** Says something to people who do not see it. */
  readonly announce: (text: string) => void
  /** What is typed and not yet stored; `act` stores it first. */
  readonly drafts: Set<() => Promise<void>>
  /** The company's time. */
  readonly now: () => Date
}

export const SandboxContext = createContext<SandboxParts | null>(null)

export function useSandbox(): SandboxParts {
  const parts = useContext(SandboxContext)
  if (parts === null) throw new Error('outside of the page')
  return parts
}
