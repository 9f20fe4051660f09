import type { Choose } from './choose.ts'

export const today = '2026-11-24'
export const dayAt = (days: number): string =>
  new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** What is true of somebody, whatever the list says of them. */
export type Truth =
  | { readonly is: 'here' }
  /** They left, came back, and work here. */
  | { readonly is: 'rehired'; readonly left: string; readonly back: string }
  | { readonly is: 'left'; readonly day: string }
  | { readonly is: 'left, day unknown' }
  /** Still here; today counts. */
  | { readonly is: 'leaves'; readonly day: string }

export type Person = {
  readonly name: string
  readonly id: string
  readonly address: string
  readonly privateAddress: string
  readonly start: string
  readonly contractor: boolean
  readonly truth: Truth
}

export const isGone = ({ is }: Truth): boolean => is === 'left' || is === 'left, day unknown'

const names = [
  'Zoë Łęcka',
  'Jon Berg',
  'Ana Sánchez',
  'Kim Ng',
  "Pat O'Neil",
  'Ina Groß',
  'Ed Lee',
  'Åsa Öst',
  'Li Wei',
]

/** @param plain nothing that is written in an odd way */
export function somebody(choose: Choose, at: number, plain: boolean, contractors: boolean): Person {
  return {
    name: choose.one(names),
    id: `${1000 + at * 7}`,
    address: `person${at}@acme.example`,
    privateAddress: `home${at}@mail.example`,
    start: at === 0 ? '2021-03-25' : dayAt(choose.number(-4_000, -1_200)),
    contractor: contractors && choose.chance(25),
    truth: truth(choose, plain),
  }
}

function truth(choose: Choose, plain: boolean): Truth {
  const turn = choose.number(0, 99)
  if (turn < 45) return { is: 'here' }
  if (turn < 70) return { is: 'left', day: dayAt(choose.chance(15) ? -1 : choose.number(-900, -1)) }
  if (turn < 80) return { is: 'left, day unknown' }
  if (turn < 92 || plain) return { is: 'leaves', day: dayAt(choose.chance(15) ? 0 : choose.number(0, 300)) }
  const left = choose.number(-900, -300)
  return { is: 'rehired', left: dayAt(left), back: dayAt(choose.number(left + 20, -5)) }
}
