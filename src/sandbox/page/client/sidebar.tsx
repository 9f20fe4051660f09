import type { ComponentChildren } from 'preact'
import type { PlaceShown } from '../shared/screen.ts'
import { PersonSwitch } from './person-switch.tsx'
import { PlaceMark } from './place-mark.tsx'
import { unread } from './read-marks.ts'
import { useSandbox } from './sandbox-context.ts'
import { ThemeSwitch } from './theme-switch.tsx'

/** Channels, the app, and who one is. */
export function Sidebar() {
  const { screen } = useSandbox()
  const channels = screen.places.filter(
    ({ kind, archived }) => !archived && (kind === 'public' || kind === 'private'),
  )
  const own = channels.filter(({ isMember }) => isMember)
  const others = channels.filter(({ isMember }) => !isMember)
  return (
    <div class="sidebar">
      <h1 class="team">{screen.team.name}</h1>
      <nav aria-label="Places">
        <h2>Channels</h2>
        <ul>
          {own.map(place => (
            <PlaceEntry key={place.id} place={place} />
          ))}
          {own.length === 0 && <li class="none">In no channel</li>}
        </ul>
        {others.length > 0 && (
          <details>
            <summary>Other public channels</summary>
            <ul>
              {others.map(place => (
                <PlaceEntry key={place.id} place={place} />
              ))}
            </ul>
          </details>
        )}
        <h2>Apps</h2>
        <ul>
          <Entry id={screen.me.dm} mark={<PlaceMark kind="im" />} name={screen.team.app} />
        </ul>
      </nav>
      <PersonSwitch />
      <ThemeSwitch />
    </div>
  )
}

function PlaceEntry({ place }: { place: PlaceShown }) {
  return <Entry id={place.id} mark={<PlaceMark kind={place.kind} />} name={place.name} />
}

function Entry({ id, mark, name }: { id: string; mark: ComponentChildren; name: string }) {
  const { screen, place, go } = useSandbox()
  const isHere = place.at === id || (id === screen.me.dm && (place.at === '' || place.at === 'home'))
  const fresh = isHere ? 0 : unread(screen, id)
  return (
    <li>
      <button
        type="button"
        class="place"
        aria-current={isHere ? 'page' : undefined}
        data-fresh={fresh > 0 || undefined}
        onClick={() => go({ at: id })}
      >
        <span class="mark">{mark}</span>
        <span class="name">{name}</span>
        {fresh > 0 && (
          <span class="count">
            {fresh}
            <span class="unseen"> new</span>
          </span>
        )}
      </button>
    </li>
  )
}
