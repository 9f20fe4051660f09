import type { Button, Overflow } from '@slack/types'
import { z } from 'zod'
import { type CheckId, checkIds } from '../../domain/check.ts'
import { type Verdict, verdicts } from '../../domain/verdict.ts'
import { button, linkButton, option, overflow } from '../frame/blocks.ts'
import { miroId, ownId, readJson } from '../frame/read-json.ts'
import { commonIds } from '../frame/standard-views.ts'
import { checksIds, findingIds } from '../ids/checks.ts'

/** What a button is about: one finding, one check of one account, or the findings of one message. */
export type Asked =
  | { readonly kind: 'finding'; readonly findingId: string }
  | {
      readonly kind: 'subject'
      readonly miroOrgId: string
      readonly checkId: CheckId
      readonly subjectId: string
    }
  | { readonly kind: 'group'; readonly groupId: string; readonly from: number }

const value = z.union([
  z.object({ f: ownId }),
  z.object({ o: miroId, c: z.enum(checkIds), s: miroId }),
  z.object({ g: ownId, n: z.number().int().min(0).max(10_000_000).default(0) }),
])

export const findingValue = (findingId: string): string => JSON.stringify({ f: findingId })

export const subjectValue = (given: { miroOrgId: string; checkId: CheckId; subjectId: string }): string =>
  JSON.stringify({ o: given.miroOrgId, c: given.checkId, s: given.subjectId })

/** `from`: the place of the first finding to show, counted from 0. */
export const groupValue = (groupId: string, from = 0): string =>
  JSON.stringify(from === 0 ? { g: groupId } : { g: groupId, n: from })

/** Reads each of the three back; null when it is nothing of ours. */
export function readAsked(text: string): Asked | null {
  const read = readJson(value, text)
  if (read === null) return null
  if ('f' in read) return { kind: 'finding', findingId: read.f }
  if ('g' in read) return { kind: 'group', groupId: read.g, from: read.n }
  return { kind: 'subject', miroOrgId: read.o, checkId: read.c, subjectId: read.s }
}

export const fixButton = (value: string): Button => button('How to fix', findingIds.fix, { value })

export const whyButton = (value: string): Button => button('Why?', findingIds.why, { value })

export const verifyButton = (value: string, style?: 'primary'): Button =>
  button('Verify now', findingIds.verify, { value, ...(style && { style }) })

/** How to fix, why, and every account of it. */
export const moreButton = (value: string): Button => button('More', findingIds.more, { value })

/** Miro's page where access is taken away. */
export const openInMiroButton = (url: string): Button =>
  linkButton('Open in Miro', commonIds.openLink, url, 'primary')

export const detailsButton = (value: string): Button => button('Show all', findingIds.details, { value })

const acts = { fix: 'How to fix', why: 'Why?', verify: 'Verify now' } as const

export type Act = keyof typeof acts

/** What can be done about one of several. */
export const findingMenu = (findingId: string, can: readonly Act[]): Overflow =>
  overflow(
    findingIds.menu,
    can.map(act => option(acts[act], JSON.stringify({ d: act, f: findingId }))),
  )

const menu = z.object({ d: z.enum(['fix', 'why', 'verify']), f: ownId })

/** What was chosen there; null when it is nothing of ours. */
export function readMenu(text: string): { readonly act: Act; readonly value: string } | null {
  const read = readJson(menu, text)
  return read && { act: read.d, value: findingValue(read.f) }
}

export const checksButton = (style?: 'primary'): Button =>
  button('Open the checks', checksIds.open, style && { style })

/** Which count: the accounts of one organization that have one verdict of one check. */
export type Behind = { readonly miroOrgId: string; readonly checkId: CheckId; readonly verdict: Verdict }

export const verdict = z.enum(verdicts)

export const behindValue = ({ miroOrgId, checkId, verdict: v }: Behind): string =>
  JSON.stringify({ o: miroOrgId, c: checkId, v })
