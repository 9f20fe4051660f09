import { z } from 'zod'
import type { PairRef } from '../../doors/joining.ts'
import { readPerson } from '../../doors/person.ts'
import { chosenOption } from '../../frame/form-answers.ts'
import type { Submitted } from '../../frame/listener.ts'
import { joiningIds } from '../../ids/people.ts'

const person = z.string().regex(/^[\w-]{1,64}$/)

const seenPerson = z.object({ p: person })

const parsed = <T>(shape: z.ZodType<T>, metadata: string): T | null => {
  try {
    return shape.parse(JSON.parse(metadata))
  } catch {
    return null
  }
}

const outOfDate = 'This window is out of date. Open it again.'

/** Who somebody is too. */
export function readOther(submitted: Submitted): { problems: Record<string, string> } | { input: PairRef } {
  const seen = parsed(seenPerson, submitted.metadata)
  const other = readPerson(chosenOption(submitted.state, joiningIds.other) ?? '')
  if (seen === null || other === null) return { problems: { [joiningIds.other]: 'Choose somebody.' } }
  return { input: { one: seen.p, other } }
}

const seenPair = z.object({ a: person, b: person, v: z.string().max(200) })

export type JoinForm = PairRef & { readonly seen: string; readonly rehired: boolean | null }

export function readJoin(submitted: Submitted): { problems: Record<string, string> } | { input: JoinForm } {
  const seen = parsed(seenPair, submitted.metadata)
  if (seen === null) return { problems: { [joiningIds.rehired]: outOfDate } }
  const said = chosenOption(submitted.state, joiningIds.rehired)
  return {
    input: { one: seen.a, other: seen.b, seen: seen.v, rehired: said === null ? null : said === 'rehired' },
  }
}
