import type { PlaceShown, Screen } from '../shared/screen.ts'
import { AppTabs } from './app-tabs.tsx'
import { Composer } from './composer.tsx'
import { MessageList } from './message-list.tsx'
import { placeName } from './names.ts'
import { PlaceMark } from './place-mark.tsx'
import { useSandbox } from './sandbox-context.ts'

/** A channel, or the messages of the app. */
export function Conversation({ channel }: { channel: string }) {
  const { screen } = useSandbox()
  const place = screen.places.find(({ id }) => id === channel) ?? null
  const isApp = channel === screen.me.dm
  const messages = (screen.messages[channel] ?? []).filter(
    ({ threadTs, ts, broadcast }) => threadTs === null || threadTs === ts || broadcast,
  )
  if (place === null && !isApp) {
    return (
      <div class="empty">
        <h2>This channel is not yours</h2>
        <p>Choose another one on the left.</p>
      </div>
    )
  }
  const closed = whyClosed(screen, channel)
  return (
    <div class="column">
      <header class="place-head">
        <h2>
          {place !== null && !isApp && <PlaceMark kind={place.kind} />}
          {placeName(screen, channel)}
        </h2>
        {isApp ? <AppTabs now="messages" /> : place !== null && <About place={place} />}
      </header>
      <MessageList channel={channel} messages={messages} />
      {closed === null ? (
        <Composer key={channel} channel={channel} threadTs={null} />
      ) : (
        <p class="no-composer">{closed}</p>
      )}
    </div>
  )
}

/** Why nobody can write here; null where one can. */
function whyClosed({ me, places, team }: Screen, channel: string): string | null {
  if (channel === me.dm)
    return team.messagesReadOnly
      ? 'You cannot write to the app. Type /miro in any channel, or open Home.'
      : null
  const place = places.find(({ id }) => id === channel)
  if (place?.archived === true) return 'This channel is archived.'
  return place?.isMember === true ? null : 'You are not in this channel.'
}

function About({ place }: { place: PlaceShown }) {
  const { screen } = useSandbox()
  const { team } = screen
  return (
    <p class="about">
      {place.memberCount} members
      {place.shared ? ' · shared with another company' : ''}
      {place.hasBot ? '' : ` · without ${team.app}: type /invite @${team.app}`}
    </p>
  )
}
