import { expect, test } from 'vitest'
import { askedUser, storedSettings } from '../../../test/support/row-samples.ts'
import { settings as stored } from '../../../test/support/settings-samples.ts'
import type { Settings } from '../../domain/settings.ts'
import { administrators } from './permission.ts'
import { type Agreed, saveSettings } from './save-settings.ts'

const now = new Date('2026-11-24T09:00:00Z')
const users: Record<string, ReturnType<typeof askedUser>> = {
  U0ADA: askedUser({ isAdmin: true }),
  U0BEN: askedUser(),
  U0GUS: askedUser(),
  U0KIM: askedUser({ kind: 'guest' }),
  U0GONE: askedUser({ deactivated: true }),
}
const groups: Record<string, string[]> = { S0IT: ['U0ADA'], S0NONE: [] }

const nothing: Agreed = { rights: false, retentionMonths: null }

async function save(settings: Settings, { version = 3, raced = false, agreed = nothing, by = 'U0ADA' } = {}) {
  const written: unknown[] = []
  const logged: object[] = []
  const evaluated: object[] = []
  const outcome = await saveSettings(
    {
      clock: () => now,
      startedWith: { timeZone: 'UTC' },
      settings: {
        get: async () => storedSettings(),
        save: async (...given) => {
          written.push(given)
          return !raced
        },
      },
      directory: { user: async id => users[id] ?? askedUser({ kind: 'stranger' }) },
      groups: { members: async id => groups[id] ?? null },
      audit: { append: async entry => void logged.push(entry) },
      keysOf: async workspaceId => [{ workspaceId, miroOrgId: '1' }],
      requestEvaluation: async key => void evaluated.push(key),
    },
    { workspaceId: 'T1', by, version, settings, agreed },
  )
  return { outcome, written: written.length, logged, ...(evaluated.length > 0 && { evaluated }) }
}
const by = (administrators: Settings['administrators']): Settings => ({ ...stored, administrators })

test('only what changed is logged, with who and when', async () => {
  const changed: Settings = { ...stored, schedule: { dailyAt: 6 }, maskNames: 'always' }
  expect(await save(changed)).toEqual({
    outcome: { outcome: 'saved', changed: ['schedule', 'maskNames'] },
    written: 1,
    logged: [
      {
        workspaceId: 'T1',
        at: now,
        actor: 'U0ADA',
        action: 'settings_saved',
        subject: 'T1',
        details: {
          schedule: { from: null, to: { dailyAt: 6 } },
          maskNames: { from: 'automatic', to: 'always' },
        },
      },
    ],
  })
})

test.each([
  ['nothing changed', stored, {}, 'unchanged', 0],
  ['nothing changed, seen long ago', stored, { version: 1 }, 'unchanged', 0],
  ['the zone in force is no choice', { ...stored, timeZone: 'UTC' }, {}, 'unchanged', 0],
  ['somebody was faster', { ...stored, maskNames: 'never' as const }, { version: 2 }, 'changed_meanwhile', 0],
  [
    'somebody was faster by a moment',
    { ...stored, maskNames: 'never' as const },
    { raced: true },
    'changed_meanwhile',
    1,
  ],
  ['a guest', by({ way: 'people', people: ['U0ADA', 'U0KIM'] }), {}, 'not_staff', 0],
  ['somebody who left', by({ way: 'people', people: ['U0GONE'] }), {}, 'not_staff', 0],
  ['somebody of elsewhere', by({ way: 'people', people: ['U0ELSE'] }), {}, 'not_staff', 0],
  ['an unknown group', by({ way: 'group', groupId: 'S0ELSE' }), {}, 'no_group', 0],
  ['an empty group', by({ way: 'group', groupId: 'S0NONE' }), {}, 'empty_group', 0],
])('%s: nothing is saved', async (_, settings, given, outcome, written) => {
  expect(await save(settings, given)).toMatchObject({ outcome: { outcome }, written, logged: [] })
})

test('people and a group with somebody in it can administer', async () => {
  expect((await save(by({ way: 'people', people: ['U0ADA'] }))).outcome).toEqual({
    outcome: 'saved',
    changed: ['administrators'],
  })
  expect((await save(by({ way: 'group', groupId: 'S0IT' }))).outcome).toEqual({
    outcome: 'saved',
    changed: ['administrators'],
  })
})

test.each([
  [{ way: 'slack' as const }, ['U0OWNER']],
  [{ way: 'people' as const, people: ['U0ADA', 'U0GONE'] }, ['U0ADA']],
  [{ way: 'people' as const, people: ['U0GONE'] }, ['U0OWNER']],
  [{ way: 'group' as const, groupId: 'S0IT' }, ['U0ADA']],
  [{ way: 'group' as const, groupId: 'S0ELSE' }, ['U0OWNER']],
])('who administers by %j', async (chosen, expected) => {
  const named = await administrators(
    {
      settings: { get: async () => storedSettings({ administrators: chosen }) },
      people: {
        admins: async () => ['U0OWNER'],
        isCurrent: async (_, id) => users[id]?.deactivated === false,
      },
      groups: { members: async id => groups[id] ?? null },
    },
    'T1',
  )
  expect(named).toEqual(expected)
})

test('what a check judges holds at once: it is evaluated anew', async () => {
  const checks = { some: { on: true } }
  expect(await save({ ...stored, checks })).toMatchObject({
    outcome: { outcome: 'saved', changed: ['checks'] },
    evaluated: [{ workspaceId: 'T1', miroOrgId: '1' }],
  })
})

test('whoever would no longer administer is asked first, and again where something else is taken away', async () => {
  const gus = by({ way: 'people', people: ['U0GUS'] })
  const asks = { outcome: 'asks', about: { rights: true, retentionMonths: null }, keeper: true }
  expect(await save(gus)).toEqual({ outcome: asks, written: 0, logged: [] })
  expect((await save(gus, { agreed: { rights: true, retentionMonths: null } })).outcome.outcome).toBe('saved')
  const shorter = { ...gus, retentionMonths: 12 as const }
  const both = { outcome: 'asks', about: { rights: true, retentionMonths: 12 } }
  expect((await save(shorter, { agreed: { rights: true, retentionMonths: null } })).outcome).toMatchObject(
    both,
  )
  expect((await save(shorter, { agreed: both.about as Agreed })).outcome.outcome).toBe('saved')
  // Somebody who does not administer today loses nothing, nor does one who stays among them.
  expect((await save(gus, { by: 'U0BEN' })).outcome.outcome).toBe('saved')
  expect((await save(by({ way: 'people', people: ['U0ADA', 'U0GUS'] }))).outcome.outcome).toBe('saved')
})

test('keeping names for less long is asked first, for longer it is not', async () => {
  const asked = (await save({ ...stored, retentionMonths: 12 })).outcome
  expect(asked).toEqual({ outcome: 'asks', about: { rights: false, retentionMonths: 12 }, keeper: true })
  expect((await save({ ...stored, retentionMonths: 36 })).outcome.outcome).toBe('saved')
})
