import { z } from 'zod'
import { type Period, periods, usualPeriod } from '../../../domain/period.ts'
import { chosenDay, chosenOption } from '../../frame/form-answers.ts'
import type { Submitted } from '../../frame/listener.ts'
import { readJson } from '../../frame/read-json.ts'
import { leaversIds } from '../../ids/journal.ts'

/** One page of the leavers of a period. */
export type LeaversAsked = { readonly period: Period; readonly from: number }

export const opening: LeaversAsked = { period: usualPeriod, from: 0 }

const bareDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

const metadata = z.object({
  n: z.enum(periods),
  f: bareDay.nullable().default(null),
  t: bareDay.nullable().default(null),
})

export const leaversMetadata = ({ name, from, to }: Period) => ({ n: name, f: from, t: to })

const readPeriod = (text: string): Period => {
  const { n, f, t } = readJson(metadata, text) ?? { n: usualPeriod.name, f: null, t: null }
  return { name: n, from: f, to: t }
}

/** A page of the period that is shown. `value`: the place of its first. */
export const readTurn = (value: string, submitted: Pick<Submitted, 'metadata'>): LeaversAsked => ({
  period: readPeriod(submitted.metadata),
  from: /^\d{1,6}$/.test(value) ? Number(value) : 0,
})

/** The period as it is chosen now, from its beginning. */
export function readChosen(submitted: Submitted): LeaversAsked {
  const before = readPeriod(submitted.metadata)
  const chosen = chosenOption(submitted.state, leaversIds.period)
  const name = periods.find(each => each === chosen) ?? before.name
  return {
    period: {
      name,
      from: chosenDay(submitted.state, leaversIds.from) ?? before.from,
      to: chosenDay(submitted.state, leaversIds.to) ?? before.to,
    },
    from: 0,
  }
}
