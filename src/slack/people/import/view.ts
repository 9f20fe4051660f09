import type { ModalView } from '@slack/types'
import type { ImportTold, ListChanges, StaffFileCounts } from '../../../domain/staff-list.ts'
import {
  actions,
  type Blocks,
  button,
  context,
  form,
  input,
  lineSections,
  type Message,
  message,
  modal,
  note,
  section,
  textInput,
} from '../../frame/blocks.ts'
import { stateLine } from '../../frame/newer-blocks.ts'
import { fileInput } from '../../frame/pickers.ts'
import { bold, counted, md } from '../../frame/text.ts'
import { importIds } from '../../ids/people.ts'
import { countsInWords, type NotRead, notReadInWords, originInWords } from '../../words/staff-list.ts'
import { changesInWords } from './changes-view.ts'

export const title = 'Import a staff list'

/**
 * Takes a file or pasted rows. `withFiles`: the app may read files; `notRead`: why the form is shown again; `pasted`: what
 * stays in it.
 */
export const importView = (
  withFiles: boolean,
  notRead: NotRead | null = null,
  pasted: string | null = null,
): ModalView =>
  form(importIds.form, title, { submit: 'Read', close: 'Cancel' }, [
    notRead !== null && stateLine(md`⚠️ *Nothing was read.* ${notReadInWords(notRead)}`),
    section(
      md`Your HR list of who works here. First you see what would change. Nothing is imported before you say so.`,
    ),
    withFiles &&
      input('CSV file', fileInput(importIds.file, ['csv', 'txt', 'tsv']), {
        optional: true,
        hint: 'At most 10 MB. A copy is kept until you import or discard the list, for a day at most.',
      }),
    input(
      withFiles ? 'Or rows' : 'Rows',
      textInput(importIds.text, {
        multiline: true,
        placeholder: 'Email,Name,Job title,Last day',
        ...(pasted !== null && { initial: pasted }),
      }),
      {
        optional: withFiles,
        hint: 'For short lists: copied from a spreadsheet, with the line of column names.',
      },
    ),
    !withFiles &&
      context(
        md`A file could be chosen here too, but the bot may not read files. Add the permission \`files:read\` to the Slack app and install it again.`,
      ),
    context(
      md`Needed: a column of e-mail addresses, or several. Useful: name, job title, department, manager, employee or contractor, whether they work here, first day, last day, time zone. Usual names of columns are known in many languages. You can choose others in the next step.`,
    ),
  ])

/** The list was imported; `setAside`: rows left out because of mistakes. */
export const importedView = (
  applied: StaffFileCounts,
  setAside: number,
  changes: ListChanges | undefined = undefined,
): ModalView => modal(importIds.result, title, appliedBlocks({ applied, setAside, changes }))

/** The same in a message to keep, which stands from the moment it was asked for. */
export function importMessage({ origin, setAside, came, changes }: ImportTold): Message {
  const name = originInWords(origin)
  if (came === 'asked')
    return note(
      md`${bold(name)}: import requested. If this still stands here in a minute, import the list again: \`/miro import\`.`,
    )
  if (came === 'gone')
    return note(md`${bold(name)} was not imported: it was given up, or a newer list was read meanwhile.`)
  return message(md`${name}: imported`, appliedBlocks({ applied: came, setAside, changes, origin: name }))
}

type Applied = {
  readonly applied: StaffFileCounts
  readonly setAside: number
  /** By name, where it is known who that was. */
  readonly changes: ListChanges | undefined
  readonly origin?: string
}

function appliedBlocks({ applied, setAside, changes, origin }: Applied): Blocks {
  const lines = [
    ...(changes === undefined ? countsInWords(applied) : changesInWords(changes)),
    ...(changes === undefined ? [] : countsInWords({ ...nothing, conflicts: applied.conflicts })),
  ]
  const from = origin === undefined ? md`` : md` ${bold(origin)}.`
  const same = lines.length === 0 ? md` Nothing was different.` : md``
  const leftOut =
    setAside === 0
      ? []
      : [
          md`• ${counted(setAside, 'row')} skipped because of mistakes: correct them and import the list again`,
        ]
  return lineSections([md`✅ *Imported.*${from}${same} The checks run now.`, ...lines, ...leftOut])
}

const nothing = {
  ...{ added: 0, changed: 0, leaving: 0, unlisted: 0, returning: 0, missing: 0 },
}

/** Nothing was imported: given up, or decided already. */
export const notImportedView = (because: 'cancelled' | 'gone'): ModalView =>
  modal(importIds.result, title, [
    section(
      because === 'cancelled'
        ? md`Nothing was imported, and nothing of the list is kept.`
        : md`This list is no longer waiting: it was imported or given up already, or a newer one was read.`,
    ),
    actions([button('Import a staff list', importIds.open)]),
  ])
