import type { Activity } from '../../../workflows/workspace/read-home.ts'
import { date, dotted, type Markup, md } from '../../frame/text.ts'
import { deedInWords } from '../../words/deed.ts'

/** The newest first; what was repeated without anything in between is told once. */
export function activityLines(activity: readonly Activity[], most: number): Markup[] {
  const told: { at: Date; words: Markup; times: number }[] = []
  for (const entry of activity) {
    const words = deedInWords(entry)
    const last = told.at(-1)
    if (last?.words.markup === words.markup) last.times += 1
    else if (told.length === most) break
    else told.push({ at: entry.at, words, times: 1 })
  }
  return told.map(({ at, words, times }) =>
    dotted(md`${date(at)}`, words, times > 1 ? md`${times} times` : null),
  )
}
