import { z } from 'zod'
import type { PairRef } from '../../doors/person.ts'
import { chosenOption } from '../../frame/form-answers.ts'
import type { Read, Submitted } from '../../frame/listener.ts'
import { ownId, readJson, readOwnId } from '../../frame/read-json.ts'
import { joiningIds } from '../../ids/people.ts'

const seenPerson = z.object({ p: ownId })

const outOfDate = 'This window is out of date. Open it again.'

/** Who somebody is too. */
export function readOther(submitted: Submitted): Read<PairRef> {
  const seen = readJson(seenPerson, submitted.metadata)
  const other = readOwnId(chosenOption(submitted.state, joiningIds.other) ?? '')
  if (seen === null || other === null) return { problems: { [joiningIds.other]: 'Choose somebody.' } }
  return { input: { one: seen.p, other } }
}

const seenPair = z.object({ a: ownId, b: ownId, v: z.string().max(200) })

export type JoinForm = PairRef & { readonly seen: string; readonly rehired: boolean | null }

export function readJoin(submitted: Submitted): Read<JoinForm> {
  const seen = readJson(seenPair, submitted.metadata)
  if (seen === null) return { problems: { [joiningIds.rehired]: outOfDate } }
  const said = chosenOption(submitted.state, joiningIds.rehired)
  return {
    input: { one: seen.a, other: seen.b, seen: seen.v, rehired: said === null ? null : said === 'rehired' },
  }
}
