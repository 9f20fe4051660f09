import { type Flow, patience } from './flow.ts'

/** Imports a list of people by their addresses, as an administrator does. */
export async function bring(
  flow: Flow,
  rows: readonly string[],
  says: string,
  header = 'Email,Title',
): Promise<void> {
  const { ada, slack } = flow
  const shown = (text: string) =>
    slack.until(() => (ada.views.at(-1) === undefined ? false : ada.read(ada.view).includes(text)), {
      what: text,
      ...patience,
    })
  if (ada.views.length > 0) await ada.close(ada.view, { all: true })
  await ada.command('/miro', 'import')
  await flow.window('Import a staff list')
  await ada.fill(ada.view, { 'Or rows': [header, ...rows].join('\n') })
  await ada.submit(ada.view)
  await shown(says)
  await ada.submit(ada.view)
  await shown('*Imported.*')
}

/** What a command answers, once it says this. */
export async function answers(flow: Flow, command: string, text: string): Promise<string> {
  const { ada, slack } = flow
  await ada.command('/miro', command)
  return slack.until(
    () => ada.ephemerals.map(message => ada.read(message)).findLast(said => said.includes(text)) ?? false,
    { what: `${command}: ${text}`, ...patience },
  )
}
