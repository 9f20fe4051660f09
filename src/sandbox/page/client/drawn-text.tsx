import { Fragment } from 'preact'
import { withEmoji } from '../shared/mrkdwn.ts'
import { StatusMark, statusMarks } from './status-mark.tsx'

const marks = new RegExp(`(${[...statusMarks].join('|')})\uFE0F?`, 'u')

/** A text without markup: its status marks are drawn, other emoji are left to the fonts of the reader. */
export function DrawnText({ text }: { text: string }) {
  const parts = withEmoji(text).split(marks)
  if (parts.length === 1) return <Fragment>{parts[0]}</Fragment>
  return (
    <Fragment>
      {parts.map((part, index) => (index % 2 === 0 ? part : <StatusMark key={index} mark={part} />))}
    </Fragment>
  )
}
