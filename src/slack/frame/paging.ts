import { z } from 'zod'
import { miroId } from './read-json.ts'

/** A page of a list that is read from an id on: where it and those before it started, and its number from 0. */
export type Keyset = { readonly after: readonly string[]; readonly page: number }

/** The same as a button's value carries it. */
export const keyset = {
  p: z.array(miroId).max(60).default([]),
  n: z.number().int().min(0).max(1_000_000).default(0),
}

/** A way back of more pages than this is not kept: then Back goes to the first page. */
const mostBack = 20

export const nextPage = <Page extends Keyset>(shown: Page, lastId: string): Page => ({
  ...shown,
  after: [...shown.after, lastId].slice(-mostBack),
  page: shown.page + 1,
})

export function previousPage<Page extends Keyset>(shown: Page): Page {
  const after = shown.after.slice(0, -1)
  return { ...shown, after, page: after.length === 0 ? 0 : shown.page - 1 }
}

/** One page of a list too long for one screen. */
export type Page<T> = {
  readonly shown: readonly T[]
  readonly previous: number | null
  readonly next: number | null
  readonly total: number
}

export function page<T>(all: readonly T[], from: number, size: number): Page<T> {
  const last = Math.max(0, Math.ceil(all.length / size) - 1) * size
  const start = Math.min(Math.max(0, Math.trunc(from) || 0), last)
  return {
    shown: all.slice(start, start + size),
    previous: start > 0 ? Math.max(0, start - size) : null,
    next: start + size < all.length ? start + size : null,
    total: all.length,
  }
}
