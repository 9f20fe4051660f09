import { expect, test } from 'vitest'
import { click, connection, hostile, refusals, screen, setup } from '../../../test/support/slack-samples.ts'
import { readable } from '../../../test/support/slack-text.ts'
import type { ActionListener } from '../listener.ts'
import { criticalListeners } from './handlers.ts'
import { addedView } from './view.ts'

const added: unknown[] = []
const after = setup({ connections: [connection({ critical: true })] })
const listener = criticalListeners(
  {
    readSetup: async () => setup(),
    addAsCritical: async input => {
      added.push(input)
      return { outcome: 'added' }
    },
  },
  { post: async () => {}, clicked: () => {}, refresh: async () => after },
)[0] as ActionListener

test('adds it for the person who pressed, and offers the next step', async () => {
  const shown = screen()
  await listener.handle(click(shown.answer, '3074457345618265000 setup'))
  expect(added).toEqual([{ key: { workspaceId: 'T0ACME', miroOrgId: '3074457345618265000' }, by: 'U0ADA' }])
  expect(shown.views.map(readable)).toMatchInlineSnapshot(`
    [
      "*Acme* is now a critical system.
    Next, say who is a valid user. Until then nobody can tell valid access from invalid, and one check fails for that.
    [Who is a valid user? → rule.open 3074457345618265000]",
    ]
  `)
})

test('an organization of another workspace is not added', async () => {
  added.length = 0
  const shown = screen()
  await listener.handle(click(shown.answer, '999'))
  expect(added).toEqual([])
  expect(shown.views.map(view => view.callback_id)).toEqual(['setup.modal'])
})

test.each(hostile)('an organization called %j is only text', organizationName => {
  const view = addedView(connection({ organizationName }), 'already', after)
  expect(refusals(view)).toEqual([])
  expect(JSON.stringify(view)).not.toMatch(/<!channel>|\u202e/)
})
