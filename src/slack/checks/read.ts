import { z } from 'zod'
import { type CheckId, checkIds } from '../../domain/check.ts'
import { type Behind, verdict } from '../doors/finding.ts'
import { type Keyset, keyset, nextPage, previousPage } from '../frame/paging.ts'
import { miroId, readJson } from '../frame/read-json.ts'

/** One page of them. */
export type BehindPage = Behind & Keyset

const check = z.enum(checkIds)

const behind = z.object({ o: miroId, c: check, v: verdict.default('fail') })

const behindPage = behind.extend(keyset)

export const fixValue = (given: { miroOrgId: string; checkId: CheckId }): string =>
  JSON.stringify({ o: given.miroOrgId, c: given.checkId })

export const nextPageValue = (given: BehindPage, lastId: string): string => pageValue(nextPage(given, lastId))

export const previousPageValue = (given: BehindPage): string => pageValue(previousPage(given))

const pageValue = ({ miroOrgId, checkId, verdict: v, after, page }: BehindPage): string =>
  JSON.stringify({ o: miroOrgId, c: checkId, v, p: after, n: page })

/** Reads each of the four back; null when it is nothing of ours. */
export function readBehindPage(value: string): BehindPage | null {
  const read = readJson(behindPage, value)
  return read && { miroOrgId: read.o, checkId: read.c, verdict: read.v, after: read.p, page: read.n }
}

/** The first organization to show. */
export const readFrom = (value: string): number => (/^\d{1,4}$/.test(value) ? Number(value) : 0)
