import { z } from 'zod'
import { type Holiday, type HolidayProblem, mostHolidays, parseHolidays } from '../../../domain/holidays.ts'
import { chosenFile, typedText } from '../../frame/form-answers.ts'
import type { Read, Submitted } from '../../frame/listener.ts'
import { readJson } from '../../frame/read-json.ts'
import { foreign } from '../../frame/text.ts'
import { holidaysIds } from '../../ids/workspace.ts'

export type HolidaysForm = {
  readonly version: number
  readonly holidays: readonly Holiday[]
  readonly fileId: string | null
}

const metadata = z.object({ v: z.number().int().nonnegative() })

export function readHolidaysForm({ metadata: text, state }: Submitted): Read<HolidaysForm> {
  const holidays = parseHolidays(typedText(state, holidaysIds.days))
  if ('kind' in holidays) return { problems: { [holidaysIds.days]: problemInWords(holidays) } }
  // Ours alone writes it: whatever else comes saw no version, so nothing is overwritten.
  const version = readJson(metadata, text)?.v ?? -1
  return { input: { version, holidays, fileId: chosenFile(state, holidaysIds.file) } }
}

const problemInWords = (problem: HolidayProblem): string =>
  problem.kind === 'no_day'
    ? `Line ${problem.line}: “${foreign(problem.text)}” is not a date we can read. Write it like 2026-12-25, then the name.`
    : `These are ${problem.days} days, and ${mostHolidays} are the most. Remove some.`
