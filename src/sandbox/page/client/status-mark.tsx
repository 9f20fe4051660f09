type Look = {
  /** Said instead of it. */
  readonly name: string
  readonly tone: 'good' | 'bad' | 'warn' | 'quiet'
  /** What is filled with the color of the tone, and what is drawn on it, in a square of 16. */
  readonly filled?: string
  readonly onIt?: string
  readonly lines?: string
  /** As of something that is not there yet. */
  readonly isDashed?: boolean
  readonly isBold?: boolean
}

const circle = 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13z'
const square =
  'M4 1.5h8a2.5 2.5 0 0 1 2.5 2.5v8a2.5 2.5 0 0 1-2.5 2.5h-8a2.5 2.5 0 0 1-2.5-2.5v-8a2.5 2.5 0 0 1 2.5-2.5z'
const exclamation = 'M8 4.6v4.2M8 11.3v.1'

/** The marks the bot uses. Each has a shape of its own, so that nothing hangs on color or on a font. */
const looks: Readonly<Record<string, Look>> = {
  '✅': { name: 'check mark', tone: 'good', filled: square, onIt: 'M4.6 8.3l2.4 2.4l4.5-5.2' },
  '⬜': { name: 'empty box', tone: 'quiet', lines: square, isDashed: true },
  '🔴': { name: 'red mark', tone: 'bad', filled: circle, onIt: exclamation },
  '🟠': { name: 'orange mark', tone: 'warn', lines: circle, filled: 'M8 1.5a6.5 6.5 0 0 0 0 13z' },
  '🟡': { name: 'yellow mark', tone: 'warn', lines: circle, filled: 'M8 8v-6.5a6.5 6.5 0 0 1 6.5 6.5z' },
  '⚪': { name: 'empty circle', tone: 'quiet', lines: circle },
  '➖': { name: 'dash', tone: 'quiet', lines: 'M3 8h10' },
  '⚠': {
    name: 'warning',
    tone: 'warn',
    filled: 'M8 1.3a1 1 0 0 1 .9 .5l6 11.2a1 1 0 0 1-.9 1.5h-12a1 1 0 0 1-.9-1.5l6-11.2a1 1 0 0 1 .9-.5z',
    onIt: 'M8 5.4v4M8 11.9v.1',
  },
  '⏳': { name: 'hourglass', tone: 'quiet', lines: 'M4 2h8M4 14h8M5 2v2.5l6 7v2.5M11 2v2.5l-6 7v2.5' },
  '🔵': { name: 'blue mark', tone: 'quiet', lines: circle, filled: 'M8 5a3 3 0 1 1 0 6a3 3 0 0 1 0-6z' },
  '❗': { name: 'exclamation mark', tone: 'bad', lines: 'M8 2.5v7M8 13.4v.1', isBold: true },
  '❓': {
    name: 'question mark',
    tone: 'warn',
    lines: `${circle}M5.9 6.3a2.1 2.1 0 1 1 3.2 1.8c-.8.5-1.1.8-1.1 1.5M8 11.5v.1`,
  },
}

export const statusMarks: readonly string[] = Object.keys(looks)

/** A status mark, drawn as Slack draws its emoji as pictures. */
export function StatusMark({ mark }: { mark: string }) {
  const look = looks[mark]
  if (look === undefined) return mark
  return (
    <svg class="status-mark" data-tone={look.tone} viewBox="0 0 16 16" role="img" aria-label={look.name}>
      {look.filled !== undefined && <path class="filled" d={look.filled} />}
      {look.lines !== undefined && (
        <path class="lines" d={look.lines} data-dashed={look.isDashed} data-bold={look.isBold} />
      )}
      {look.onIt !== undefined && <path class="on-it" d={look.onIt} />}
    </svg>
  )
}
