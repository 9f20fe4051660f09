import type { TextObject } from '../../slack/shapes.ts'
import { MarkedText } from './marked-text.tsx'
import { StatusMark } from './status-mark.tsx'

/** Each level has a mark of its own, so that nothing hangs on color. */
const marks: Readonly<Record<string, string>> = { success: '✅', warning: '⚠', error: '❗', info: '🔵' }

/** How something stands, on top of a window. */
export function AlertBlock({ text, level }: { text: TextObject; level: string }) {
  const mark = marks[level]
  return (
    <div class="alert" data-level={level} role="status">
      {mark !== undefined && <StatusMark mark={mark} />}
      <div class="text">
        <MarkedText text={text} />
      </div>
    </div>
  )
}
