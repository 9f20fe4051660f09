import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { MessageShown } from '../shared/screen.ts'
import { Message } from './message.tsx'
import { markRead } from './read-marks.ts'
import { useSandbox } from './sandbox-context.ts'

/** Messages, oldest first; stays at the newest unless somebody scrolled up. */
export function MessageList({ channel, messages }: { channel: string; messages: readonly MessageShown[] }) {
  const { screen } = useSandbox()
  const list = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  useLayoutEffect(() => {
    const box = list.current
    if (box !== null && atEnd.current) box.scrollTop = box.scrollHeight
  })
  useEffect(() => markRead(screen, channel), [messages.at(-1)?.ts, channel])
  const scrolled = () => {
    const box = list.current
    if (box !== null) atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 80
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <div class="scroll" ref={list} onScroll={scrolled} role="log" aria-label="Messages" tabIndex={0}>
      {messages.length === 0 && (
        <p class="empty">
          No messages yet.{' '}
          {channel === screen.me.dm ? 'Home shows what comes next.' : 'Type / to see what you can ask.'}
        </p>
      )}
      <ol class="messages">
        {messages.map((message, index) => (
          <Message
            key={`${message.ts} ${message.onlyYou}`}
            message={message}
            before={messages[index - 1] ?? null}
            replies={repliesTo(screen.messages[channel] ?? [], message)}
          />
        ))}
      </ol>
    </div>
  )
}

const repliesTo = (all: readonly MessageShown[], { ts }: MessageShown): number =>
  all.filter(one => one.threadTs === ts && one.ts !== ts).length
