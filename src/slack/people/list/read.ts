import { z } from 'zod'
import { type PeopleList, peopleLists } from '../../../domain/people-list.ts'
import { chosenOption } from '../../frame/form-answers.ts'
import type { Submitted } from '../../frame/listener.ts'
import { readJson } from '../../frame/read-json.ts'
import { peopleIds } from '../../ids/people.ts'

/** One page of one list. `list` null: whichever has somebody in it. */
export type PeopleAsked = { readonly list: PeopleList | null; readonly from: number }

const list = z.enum(peopleLists)

const metadata = z.object({ l: list })

export const peopleMetadata = (shown: PeopleList) => ({ l: shown })

/** What a door opens it with, or what was typed behind the command. */
export const readOpening = (value: string): PeopleAsked => ({
  list: list.safeParse(value.trim().toLowerCase().replaceAll(/[ -]+/g, '_')).data ?? null,
  from: 0,
})

/** The list as it is chosen now, from its beginning. */
export const readChosen = ({ state }: Submitted): PeopleAsked => ({
  list: list.safeParse(chosenOption(state, peopleIds.list)).data ?? null,
  from: 0,
})

/** Another page of the list that is shown. */
export const readTurn = (value: string, submitted: Pick<Submitted, 'metadata'>): PeopleAsked => ({
  list: readJson(metadata, submitted.metadata)?.l ?? null,
  from: /^\d{1,6}$/.test(value) ? Number(value) : 0,
})
