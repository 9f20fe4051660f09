import type { ModalView } from '@slack/types'
import { type Holiday, holidaysFrom, holidaysText, mostHolidays } from '../../../domain/holidays.ts'
import type { HolidaysReport, HolidaysSaved } from '../../../workflows/workspace/holidays.ts'
import { context, form, input, lineSections, present, section, textInput } from '../../frame/blocks.ts'
import { limits } from '../../frame/limits.ts'
import { fileInput } from '../../frame/pickers.ts'
import { counted, day, type Markup, md, words } from '../../frame/text.ts'
import { holidaysIds } from '../../ids/workspace.ts'

const title = 'Holidays'

/** The next ones are told; all of them stand in the field. */
const shown = 10

/** The days that business days leave out. `after`: what came of saving. */
export const holidaysView = (report: HolidaysReport, after: HolidaysSaved | null = null): ModalView => {
  const next = holidaysFrom(report.holidays, report.today)
  return form(holidaysIds.modal, title, { submit: 'Save', metadata: { v: report.version } }, [
    after !== null && section(savedInWords(after)),
    section(
      md`On these days, and on Saturdays and Sundays, business days do not count. Deadlines in hours or days run on. Open findings keep their deadline.`,
    ),
    ...(next.length === 0
      ? [
          section(
            report.holidays.length === 0
              ? md`*No holidays yet.*`
              : md`*None of these days is still to come.*`,
          ),
        ]
      : [
          section(md`*Next:*`),
          ...lineSections(present([...next.slice(0, shown).map(dayInWords), moreThan(next.length)])),
        ]),
    input(
      'Days',
      textInput(holidaysIds.days, {
        multiline: true,
        placeholder: '2026-12-25 Christmas Day',
        initial: holidaysText(report.holidays, limits.inputText),
      }),
      {
        optional: true,
        hint: 'One a line: the day, then its name if you like. Delete a line to remove a day.',
      },
    ),
    report.mayReadFiles &&
      input('Add the days of a calendar file', fileInput(holidaysIds.file, ['ics']), {
        optional: true,
        hint: 'An .ics file, for example of your country’s public holidays. Whole days count, from this year to the year after next.',
      }),
    !report.mayReadFiles &&
      context(
        md`A calendar file could be chosen here too, but the bot may not read files. Add the permission \`files:read\` to the Slack app and install it again.`,
      ),
  ])
}

const dayInWords = (holiday: Holiday): Markup =>
  holiday.name === '' ? words(day(holiday.day)) : md`${day(holiday.day)} · ${words(holiday.name)}`

const moreThan = (all: number): Markup | null => (all > shown ? md`… and ${all - shown} more.` : null)

/** Saved, or nothing to save: said in a window of its own that lists the days again. */
function savedInWords(saved: HolidaysSaved): Markup {
  switch (saved.outcome) {
    case 'saved':
      return md`✅ Saved: ${counted(saved.days, 'day')}.${skippedInWords(saved.skipped)}`
    case 'unchanged':
      return md`Nothing was changed.`
    case 'changed_meanwhile':
      return md`⚠️ Nothing was saved: somebody else changed the settings meanwhile. These are the days now.`
    case 'no_calendar':
      return md`⚠️ Nothing was saved: this is not a calendar file. Choose an .ics file.`
    case 'no_days':
      return md`⚠️ Nothing was saved: the file has no whole days from this year on.${skippedInWords(saved.skipped)}`
    case 'too_many':
      return md`⚠️ Nothing was saved: these are ${saved.days} days, and ${mostHolidays} are the most. Remove some.`
    case 'broken_off':
      return md`⚠️ Nothing was saved: the file did not arrive whole. Try again.`
    case 'refused':
      return md`⚠️ Nothing was saved. ${refusalInWords[saved.because]}`
  }
}

const skippedInWords = (skipped: number): Markup =>
  skipped === 0 ? md`` : md` Skipped: ${counted(skipped, 'event')} with a time of day or without a date.`

const refusalInWords: Readonly<Record<Extract<HolidaysSaved, { outcome: 'refused' }>['because'], Markup>> = {
  gone: md`The file is no longer there. Choose it again.`,
  not_allowed: md`Slack does not hand the file over. Type the days instead.`,
  not_text: md`This is not a calendar file. Choose an .ics file.`,
  too_large: md`The file is larger than 10 MB. Choose a smaller one.`,
  unreachable: md`Slack did not hand the file over in time. Try again in a minute.`,
}
