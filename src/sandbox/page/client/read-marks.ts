import { useEffect, useRef } from 'preact/hooks'
import { withEmoji } from '../shared/mrkdwn.ts'
import type { MessageShown, Screen } from '../shared/screen.ts'
import { personName, placeName } from './names.ts'
import { useSandbox } from './sandbox-context.ts'

/** What each person has seen of each place, in this browser. */
const key = (screen: Screen, channel: string) =>
  `sandbox.read ${screen.outside.botUrl} ${screen.me.id} ${channel}`

export const markRead = (screen: Screen, channel: string): void => {
  const last = screen.messages[channel]?.at(-1)?.ts
  if (last !== undefined) localStorage.setItem(key(screen, channel), last)
}

export const unread = (screen: Screen, channel: string): number => {
  const read = Number(localStorage.getItem(key(screen, channel)) ?? 0)
  const messages = screen.messages[channel] ?? []
  return messages.filter(({ ts, user }) => Number(ts) > read && user !== screen.me.id).length
}

/** Reads new messages out to who does not see them. */
export function useAnnouncements(): void {
  const { screen, announce } = useSandbox()
  const newest = useRef<{ person: string; ts: number } | null>(null)
  useEffect(() => {
    const all = Object.values(screen.messages).flat()
    const before = newest.current
    const latest = Math.max(0, ...all.map(({ ts }) => Number(ts)))
    newest.current = { person: screen.me.id, ts: latest }
    if (before === null || before.person !== screen.me.id) return
    const fresh = all.filter(({ ts, user }) => Number(ts) > before.ts && user !== screen.me.id)
    if (fresh.length > 0) announce(fresh.map(message => inWords(screen, message)).join('. '))
  }, [screen.messages])
}

const inWords = (screen: Screen, { user, channel, text }: MessageShown): string =>
  `${personName(screen, user)} in ${placeName(screen, channel)}: ${withEmoji(text).slice(0, 200)}`
