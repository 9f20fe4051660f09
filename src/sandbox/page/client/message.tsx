import type { MessageShown } from '../shared/screen.ts'
import { slackDate } from '../shared/slack-date.ts'
import { Blocks } from './blocks.tsx'
import { MarkedText, Moment } from './marked-text.tsx'
import { initials, personName } from './names.ts'
import { useSandbox } from './sandbox-context.ts'

type Props = {
  readonly message: MessageShown
  /** The one above, for the line between two days. */
  readonly before: MessageShown | null
  /** null: inside a thread. */
  readonly replies: number | null
}

/** One message: who, when, what, and the way into its thread. */
export function Message({ message, before, replies }: Props) {
  const { screen, go, now } = useSandbox()
  const isApp = message.user === screen.team.appUserId
  const seconds = Number(message.ts)
  const day = (ts: string) =>
    slackDate(Number(ts), '{date_long_pretty}', { timeZone: screen.me.timeZone, now: now() })
  const isNewDay = before === null || day(before.ts) !== day(message.ts)
  const canReply = message.channel !== screen.me.dm || !screen.team.messagesReadOnly
  return (
    <>
      {isNewDay && replies !== null && (
        <li class="day">
          <span>{day(message.ts)}</span>
        </li>
      )}
      <li class="message" data-only-you={message.onlyYou || undefined} data-ts={message.ts}>
        <span class="avatar" data-app={isApp || undefined} aria-hidden="true">
          {initials(personName(screen, message.user))}
        </span>
        <article>
          <header>
            <strong>{personName(screen, message.user)}</strong>
            {isApp && <span class="tag">App</span>}
            <span class="when">
              <Moment seconds={seconds} format="{time}" />
            </span>
            {message.onlyYou && <span class="only-you">Only visible to you</span>}
          </header>
          {message.files.map(({ name, text }) => (
            <figure key={name} class="file">
              <figcaption>{name}</figcaption>
              <pre>{text}</pre>
            </figure>
          ))}
          {message.blocks.length === 0 ? (
            <div class="text" hidden={message.text === ''}>
              <MarkedText text={{ type: 'mrkdwn', text: message.text }} />
            </div>
          ) : (
            <Blocks
              blocks={message.blocks}
              answers={message.answers}
              place={{ channel: message.channel, ts: message.ts }}
              errors={{}}
            />
          )}
          {message.broadcast && replies !== null && (
            <span class="broadcast">Reply to an earlier message, also sent to the channel.</span>
          )}{' '}
          {message.edited && <span class="edited">(edited)</span>}{' '}
          {replies !== null && !message.onlyYou && (replies > 0 || canReply) && (
            <button
              type="button"
              class="replies"
              data-some={replies > 0 || undefined}
              onClick={() => go({ at: message.channel, thread: message.threadTs ?? message.ts })}
            >
              {message.broadcast
                ? 'Open the thread'
                : replies === 0
                  ? 'Reply in thread'
                  : replies === 1
                    ? '1 reply'
                    : `${replies} replies`}
            </button>
          )}
        </article>
      </li>
    </>
  )
}
