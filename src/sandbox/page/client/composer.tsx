import { useId, useState } from 'preact/hooks'
import { type Completion, completionsOf, mentionsOf } from '../shared/completions.ts'
import { placeName } from './names.ts'
import { useSandbox } from './sandbox-context.ts'

/** Where messages and commands are typed. Enter sends, Shift and Enter begin a new line. */
export function Composer({ channel, threadTs }: { channel: string; threadTs: string | null }) {
  const { screen, act } = useSandbox()
  const [text, setText] = useState('')
  const [isSending, setSending] = useState(false)
  const [marked, setMarked] = useState(-1)
  const [isDismissed, setDismissed] = useState(false)
  const listId = useId()
  const commands = threadTs === null ? completionsOf(screen.team.commands, text) : []
  const offered = isDismissed ? [] : [...commands, ...mentionsOf(screen.people, text)]
  const type = (typed: string) => {
    setText(typed)
    setMarked(-1)
    setDismissed(false)
  }
  const take = ({ text: completed }: Completion) => type(completed)
  const send = async () => {
    const typed = text.trim()
    if (typed === '' || isSending) return
    setSending(true)
    const [command = '', ...rest] = typed.split(/\s+/)
    const isCommand = command.startsWith('/') && threadTs === null
    const { problem } = isCommand
      ? await act({ do: 'command', command, text: rest.join(' '), channel })
      : await act({ do: 'say', text: typed, channel, threadTs })
    setSending(false)
    if (problem === null) type('')
  }
  const pressed = (event: KeyboardEvent) => {
    const choosing = offered[marked]
    if (event.key === 'ArrowDown' && offered.length > 0) setMarked((marked + 1) % offered.length)
    else if (event.key === 'ArrowUp' && offered.length > 0)
      setMarked((marked <= 0 ? offered.length : marked) - 1)
    else if (event.key === 'Tab' && !event.shiftKey && offered[0] !== undefined && text !== '')
      take(choosing ?? offered[0])
    else if (event.key === 'Escape' && offered.length > 0) setDismissed(true)
    else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      if (choosing !== undefined && choosing.text.trim() !== text.trim()) take(choosing)
      else void send()
    } else return
    event.preventDefault()
  }
  const isApp = channel === screen.me.dm
  const label =
    threadTs !== null
      ? 'Reply'
      : `Message ${isApp ? screen.team.app : `#${placeName(screen, channel)}`}, or type / for a command`
  return (
    <form
      class="composer"
      onSubmit={event => {
        event.preventDefault()
        void send()
      }}
    >
      {offered.length > 0 && (
        <div class="completions" id={listId} role="listbox" tabIndex={-1} aria-label="Suggestions">
          {offered.map((one, index) => (
            <div
              key={one.text}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === marked}
              onMouseDown={event => {
                event.preventDefault()
                take(one)
              }}
            >
              <code>{one.text}</code>
              <span>{one.description}</span>
            </div>
          ))}
        </div>
      )}
      <textarea
        rows={1}
        value={text}
        placeholder={label}
        aria-label={label}
        aria-autocomplete="list"
        aria-controls={listId}
        aria-activedescendant={marked < 0 ? undefined : `${listId}-${marked}`}
        onInput={({ currentTarget }) => type(currentTarget.value)}
        onKeyDown={pressed}
      />
      <button type="submit" class="primary" disabled={text.trim() === ''} aria-busy={isSending}>
        Send
      </button>
    </form>
  )
}
