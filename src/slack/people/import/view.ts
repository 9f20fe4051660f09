import type { ModalView } from '@slack/types'
import type { Unreadable } from '../../../domain/staff-list.ts'
import type { FileRefusal } from '../../../workflows/people/import-staff.ts'
import type { AppliedStaffFile } from '../../../workflows/people/staff-file.ts'
import {
  actions,
  button,
  context,
  form,
  input,
  type Message,
  message,
  modal,
  section,
  textInput,
} from '../../frame/blocks.ts'
import { fileInput } from '../../frame/pickers.ts'
import { bold, counted, join, type Markup, md } from '../../frame/text.ts'
import { importIds } from '../../ids/people.ts'
import { countsInWords, refusalInWords, unreadableInWords } from '../../words/staff-list.ts'

export const title = 'Import a staff list'

/** Why the form is shown again. */
export type NotRead =
  | { readonly outcome: 'unreadable'; readonly because: Unreadable }
  | { readonly outcome: 'refused'; readonly because: FileRefusal }
  | { readonly outcome: 'busy' | 'superseded' }

/** Takes a file or pasted rows. `withFiles`: the app may read files; `pasted`: what stays in the form. */
export const importView = (
  withFiles: boolean,
  notRead: NotRead | null = null,
  pasted: string | null = null,
): ModalView =>
  form(importIds.form, title, { submit: 'Read', close: 'Cancel' }, [
    notRead !== null && section(md`⚠️ *Nothing was read.* ${notReadInWords(notRead)}`),
    section(
      md`Who works here, as your personnel office writes it. First you see what would change; nothing is imported before you say so.`,
    ),
    withFiles &&
      input('CSV file', fileInput(importIds.file, ['csv', 'txt', 'tsv']), {
        optional: true,
        hint: 'At most 10 MB. The bot reads it and keeps no copy.',
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
      md`Columns: e-mail address (needed, several are fine), name, job title, department, manager, employee or contractor, whether they work here, first day, last day, time zone. Their usual names are known in many languages.`,
    ),
  ])

function notReadInWords(notRead: NotRead): Markup {
  switch (notRead.outcome) {
    case 'unreadable':
      return unreadableInWords(notRead.because)
    case 'refused':
      return refusalInWords[notRead.because]
    case 'busy':
      return md`Another staff list is being read. Try again in a minute.`
    case 'superseded':
      return md`A newer staff list was read meanwhile.`
  }
}

type Applied = Extract<AppliedStaffFile, { outcome: 'applied' }>

/** The list was imported; `setAside`: rows left out because of mistakes. */
export const importedView = (applied: Applied, setAside: number): ModalView =>
  modal(importIds.result, title, [section(appliedInWords(applied, setAside))])

/** The same, to keep. */
export const importedMessage = (applied: Applied, setAside: number, origin: string): Message =>
  message(md`${origin}: imported`, [section(appliedInWords(applied, setAside, origin))])

function appliedInWords(applied: Applied, setAside: number, origin: string | null = null): Markup {
  const lines = countsInWords(applied)
  const from = origin === null ? md`` : md` ${bold(origin)}.`
  const nothing = lines.length === 0 ? md` Nothing was different.` : md``
  const leftOut =
    setAside === 0
      ? null
      : md`• ${counted(setAside, 'row')} left out because of mistakes: put them right and import the list again`
  return join([md`✅ *Imported.*${from}${nothing} The checks run now.`, ...lines, leftOut])
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
