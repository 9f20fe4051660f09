import { useEffect, useState } from 'preact/hooks'

/** Who somebody is and where they look; kept in the address, so that each tab has its own. */
export type Place = {
  /** Empty: whoever the sandbox offers first. */
  readonly person: string
  /** `home`, or a channel's id; empty: Home. */
  readonly at: string
  /** The first message of the thread that is open beside. */
  readonly thread: string | null
}

function read(): Place {
  const [person = '', at = '', thread = ''] = location.hash.replace(/^#\/?/, '').split('/')
  return { person, at, thread: thread === '' ? null : thread }
}

const written = ({ person, at, thread }: Place): string =>
  `#/${[person, at, ...(thread === null ? [] : [thread])].join('/')}`

/** The place, and how to go to another. */
export function usePlace(): [Place, (to: Partial<Place>) => void] {
  const [place, setPlace] = useState(read)
  useEffect(() => {
    const moved = () => setPlace(read())
    addEventListener('hashchange', moved)
    return () => removeEventListener('hashchange', moved)
  }, [])
  const go = (to: Partial<Place>): void => {
    const next = { ...read(), thread: null, ...to }
    if (written(next) !== location.hash) location.hash = written(next)
  }
  return [place, go]
}
