import type { LocalMessage, LocalView } from '../slack/shapes.ts'
import { messageAsText, modalAsText } from '../text/as-text.ts'
import type { Names } from '../text/markup.ts'

/** Prints the journey as the people in it see it. */
export type Narrator = {
  chapter(title: string): void
  /** What somebody does. */
  act(text: string): void
  modal(view: LocalView): void
  /** `where`: the channel or whose direct messages. */
  message(where: string, message: LocalMessage): void
  page(title: string, text: string): void
}

export function narrator(print: (line: string) => void, names: Names): Narrator {
  const show = (heading: string, lines: readonly string[]) => {
    print(`  ┌ ${heading}`)
    for (const line of lines) print(line)
    print('  └')
  }
  return {
    chapter: title => {
      print('')
      print(`== ${title} ==`)
    },
    act: text => {
      print('')
      print(`> ${text}`)
    },
    modal: view => show('window', modalAsText(view, names)),
    message: (where, message) => show(where, messageAsText(message, names)),
    page: (title, text) =>
      show(
        title,
        text.split('\n').map(line => `  │ ${line}`),
      ),
  }
}
