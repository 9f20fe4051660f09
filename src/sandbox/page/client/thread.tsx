import { Composer } from './composer.tsx'
import { Message } from './message.tsx'
import { useSandbox } from './sandbox-context.ts'

/** A message and its replies, beside the channel. */
export function Thread({ channel, ts }: { channel: string; ts: string }) {
  const { screen, go } = useSandbox()
  const all = screen.messages[channel] ?? []
  const messages = all.filter(message => message.ts === ts || message.threadTs === ts)
  return (
    <div class="column">
      <header class="place-head">
        <h2>Thread</h2>
        <button
          type="button"
          class="quiet"
          aria-label="Close the thread"
          onClick={() => go({ at: channel, thread: null })}
        >
          ✕
        </button>
      </header>
      <div class="scroll">
        <ol class="messages">
          {messages.map(message => (
            <Message key={message.ts} message={message} before={null} replies={null} />
          ))}
        </ol>
        {messages.length === 0 && <p class="empty">This message is gone.</p>}
      </div>
      {(channel !== screen.me.dm || !screen.team.messagesReadOnly) && (
        <Composer key={ts} channel={channel} threadTs={ts} />
      )}
    </div>
  )
}
