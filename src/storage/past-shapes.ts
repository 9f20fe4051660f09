import { z } from 'zod'
import type { Account } from '../domain/account.ts'
import type { AccountCheckId } from '../domain/check.ts'
import type { Person } from '../domain/staff.ts'
import { chosenShape, deadlineShape, holidayDaysShape, resultsShape } from './json-shapes.ts'
import { staffRolesShape } from './rules-sql.ts'

// What the triggers of the journal write, read back: instants in milliseconds, null left out.

const instant = z
  .number()
  .optional()
  .transform(at => (at === undefined ? null : new Date(at)))
const word = z
  .string()
  .optional()
  .transform(text => text ?? null)

/** The activity is not in the journal: the checks of the past do not ask for it. */
export const accountThen: z.ZodType<Omit<Account, 'id'>> = z
  .object({
    ...{ email: word, address: word, role: z.string(), license: z.string(), adminRoles: z.array(z.string()) },
    active: z
      .boolean()
      .optional()
      .transform(active => active ?? null),
    ...{ licenseAssignedAt: instant, firstSeenAt: z.number().transform(at => new Date(at)) },
    ...{ missingSince: instant, setAsideSince: instant, removedAt: instant, cameBackAt: instant },
  })
  .transform(account => ({ ...account, lastActivityAt: null, lookedAt: null }))

export const verdictThen = z.object({
  class: z.enum(['staff', 'external', 'service', 'shared', 'unidentified']),
  personId: word,
  matchedBy: z
    .enum(['confirmed', 'email', 'alias', 'equal_domain', 'kept'])
    .optional()
    .transform(by => by ?? null),
  results: resultsShape,
})

export const classThen = verdictThen.pick({ class: true, personId: true }).extend({ reason: word })

export const approvalThen = z.object({
  role: z.string(),
  approvedBy: z.string(),
  approvedAt: z.number().transform(at => new Date(at)),
})

export const exceptionThen = z.object({
  checkId: z.custom<AccountCheckId>(id => typeof id === 'string'),
  expiresAt: z.number().transform(at => new Date(at)),
  revokedAt: instant,
})

/** Without the groups, which have rows of their own. A name that was deleted is empty. */
export const personThen: z.ZodType<Omit<Person, 'id' | 'groups'>> = z.object({
  name: z.string().default(''),
  kind: z.enum(['member', 'guest', 'invited', 'unknown']),
  type: z.enum(['employee', 'contractor']),
  ...{ slackUserId: word, title: word, department: word },
  ...{ startAt: instant, endAt: instant, leftKnownAt: instant, unlistedAt: instant },
  ...{ deactivated: z.boolean(), onLeave: z.boolean() },
})

export const addressesThen = z.object({
  addresses: z
    .array(z.object({ address: z.string(), kind: z.enum(['primary', 'former', 'alias', 'learned']) }))
    .default([]),
})

export const ruleThen = z.object({
  version: z.number(),
  way: z.string(),
  miroRoles: z.array(z.string()),
  staffRoles: staffRolesShape,
  adminRights: z
    .array(z.string())
    .optional()
    .transform(rights => rights ?? null),
  savedBy: z.string(),
  savedAt: z.number().transform(at => new Date(at)),
})

export const gapThen = z.object({
  source: z.enum(['miro', 'staff']),
  ...{ since: instant, staleAt: instant, endedAt: instant },
})

/** What people entered of somebody. */
export const enteredThen = z.object({ startAt: instant, endAt: instant })

export const connectionThen = z.object({ state: z.string(), criticalSince: instant })

export const settingsThen = z
  .object({
    removalSlaAmount: z.number(),
    removalSlaUnit: z.string(),
    otherSlaAmount: z.number(),
    otherSlaUnit: z.string(),
    checks: chosenShape,
    equalDomains: z.array(z.string()).default([]),
    timeZone: word,
    settings: z.object({ holidays: holidayDaysShape.default([]) }),
  })
  .transform(({ checks, equalDomains, timeZone, settings, ...sla }) => ({
    ...{ chosen: checks, equalDomains, timeZone, holidays: settings.holidays },
    removalDeadline: deadlineShape.parse({ amount: sla.removalSlaAmount, unit: sla.removalSlaUnit }),
    otherDeadline: deadlineShape.parse({ amount: sla.otherSlaAmount, unit: sla.otherSlaUnit }),
  }))
