import { z } from 'zod'
import { isRetention } from '../../../domain/retention.ts'
import { isReviewDays } from '../../../domain/review.ts'
import { parseSchedule } from '../../../domain/schedule.ts'
import type { Administrators, ChosenSettings } from '../../../domain/settings.ts'
import type { Agreed } from '../../../workflows/workspace/save-settings.ts'
import { chosenOption, chosenUsers } from '../../frame/form-answers.ts'
import type { Read, Submitted } from '../../frame/listener.ts'
import { readJson } from '../../frame/read-json.ts'
import { settingsIds } from '../../ids/workspace.ts'
import { readChecks } from './check-fields.ts'
import { asStarted, isTimeZone, readDeadline } from './choices.ts'

export type SettingsForm = {
  readonly version: number
  readonly settings: ChosenSettings
  readonly agreed: Agreed
}

const metadata = z.object({
  v: z.number().int().nonnegative(),
  /** What the form asks about: sent like this, it is agreed to. */
  r: z.boolean().default(false),
  m: z.number().refine(isRetention).nullable().default(null),
})

export const settingsMetadata = (version: number, { rights, retentionMonths }: Agreed) => ({
  v: version,
  ...(rights && { r: true }),
  ...(retentionMonths !== null && { m: retentionMonths }),
})
const groupId = z.string().regex(/^S[A-Z0-9]{2,}$/)

/** What was chosen. Problems stand under their own input. */
export function readSettingsForm({ metadata: text, state }: Submitted): Read<SettingsForm> {
  const chosen = (id: string) => chosenOption(state, id) ?? undefined
  const administrators = administratorsOf(
    chosen(settingsIds.adminWay),
    chosenUsers(state, settingsIds.adminPeople),
    groupId.safeParse(chosen(settingsIds.adminGroup)).data ?? null,
  )
  const removal = readDeadline(chosenOption(state, settingsIds.removalDeadline))
  const other = readDeadline(chosenOption(state, settingsIds.otherDeadline))
  const maskNames = z.enum(['automatic', 'always', 'never']).safeParse(chosen(settingsIds.maskNames)).data
  const timeZone = chosen(settingsIds.timeZone) ?? ''
  const reviewDays = Number(chosen(settingsIds.reviewDays))
  const retentionMonths = Number(chosen(settingsIds.retentionMonths))
  const schedule = chosen(settingsIds.schedule) ?? ''
  const ofChecks = readChecks(state)
  const problems: Record<string, string> = {
    ...ofChecks.problems,
    ...(schedule !== asStarted &&
      parseSchedule(schedule) === null && { [settingsIds.schedule]: 'Choose how often.' }),
    ...(!isTimeZone(timeZone) && { [settingsIds.timeZone]: 'Choose a time zone.' }),
    ...('problem' in administrators && administrators.problem),
    ...(removal === null && { [settingsIds.removalDeadline]: 'Choose how long.' }),
    ...(other === null && { [settingsIds.otherDeadline]: 'Choose how long.' }),
    ...(maskNames === undefined && { [settingsIds.maskNames]: 'Choose one.' }),
    ...(!isReviewDays(reviewDays) && { [settingsIds.reviewDays]: 'Choose how often.' }),
    ...(!isRetention(retentionMonths) && { [settingsIds.retentionMonths]: 'Choose how long.' }),
  }
  if (
    Object.keys(problems).length > 0 ||
    'problem' in administrators ||
    removal === null ||
    other === null ||
    maskNames === undefined ||
    !isReviewDays(reviewDays) ||
    !isRetention(retentionMonths)
  )
    return { problems }
  return {
    input: {
      ...knownOf(text),
      settings: {
        schedule: parseSchedule(schedule),
        timeZone,
        administrators,
        removalDeadline: removal,
        otherDeadline: other,
        checks: ofChecks.chosen,
        maskNames,
        reviewDays,
        retentionMonths,
      },
    },
  }
}

function administratorsOf(
  way: string | undefined,
  people: readonly string[],
  groupId: string | null,
): Administrators | { problem: Record<string, string> } {
  if (way === 'slack') return { way }
  if (way === 'people')
    return people.length > 0
      ? { way, people: [...new Set(people)].toSorted() }
      : { problem: { [settingsIds.adminPeople]: 'Name at least one person.' } }
  if (way === 'group')
    return groupId === null
      ? { problem: { [settingsIds.adminGroup]: 'Choose a user group.' } }
      : { way, groupId }
  return { problem: { [settingsIds.adminWay]: 'Choose one.' } }
}

/** Ours alone writes it: whatever else comes saw no version, so nothing is overwritten. */
function knownOf(text: string): Pick<SettingsForm, 'version' | 'agreed'> {
  const { v = -1, r = false, m = null } = readJson(metadata, text) ?? {}
  return { version: v, agreed: { rights: r, retentionMonths: m } }
}
