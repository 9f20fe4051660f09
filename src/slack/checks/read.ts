import { z } from 'zod'
import type { CheckId } from '../../domain/check.ts'
import { type Behind, verdict } from '../doors/check.ts'
import { miroId, readJson } from '../frame/read-json.ts'

/** One page of them. `after` holds where this page and those before it started; `page` counts from 0. */
export type BehindPage = Behind & { readonly after: readonly string[]; readonly page: number }

const check = z.enum(['identified', 'removed', 'configured', 'valid'])

const behind = z.object({ o: miroId, c: check, v: verdict.default('fail') })

const behindPage = behind.extend({
  p: z.array(miroId).max(60).default([]),
  n: z.number().int().min(0).max(1_000_000).default(0),
})

/** A way back of more pages than this is not kept: then Back goes to the first page. */
const mostBack = 20

export const fixValue = (given: { miroOrgId: string; checkId: CheckId }): string =>
  JSON.stringify({ o: given.miroOrgId, c: given.checkId })

export const nextPageValue = (given: BehindPage, lastId: string): string =>
  pageValue({ ...given, after: [...given.after, lastId].slice(-mostBack), page: given.page + 1 })

export function previousPageValue(given: BehindPage): string {
  const after = given.after.slice(0, -1)
  const page = after.length === 0 ? 0 : given.page - 1
  return pageValue({ ...given, after, page })
}

const pageValue = ({ miroOrgId, checkId, verdict: v, after, page }: BehindPage): string =>
  JSON.stringify({ o: miroOrgId, c: checkId, v, p: after, n: page })

/** Reads each of the four back; null when it is nothing of ours. */
export function readBehindPage(value: string): BehindPage | null {
  const read = readJson(behindPage, value)
  return read && { miroOrgId: read.o, checkId: read.c, verdict: read.v, after: read.p, page: read.n }
}

/** The first organization to show. */
export const readFrom = (value: string): number => (/^\d{1,4}$/.test(value) ? Number(value) : 0)
