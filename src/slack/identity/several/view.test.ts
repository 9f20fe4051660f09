import { expect, test } from 'vitest'
import { readable } from '../../../../test/support/slack-text.ts'
import { severalView } from './view.ts'

test('the accounts nobody is known for, each with our guess', () => {
  const shown = severalView(
    { miroOrgId: '1', groupId: null, after: [], page: 0 },
    {
      rows: [
        {
          ...{ id: '8', email: 'hana.sato@labs.example', name: 'Hana Sato', decidedAt: null },
          role: 'organization_internal_user',
          hints: [{ because: 'similar_name', personId: 'p1', personName: 'Hana Sato', left: false }],
        },
      ],
      ...{ more: true, total: 40, own: 1 },
    },
  )
  expect(readable(shown)).toBe(
    [
      '*40 accounts* to identify. Find out who uses each.',
      '`hana.sato@labs.example` · Hana Sato (name from Miro) · Member · probably *Hana Sato*',
      '[Identify → identify.open {"o":"1","a":"8"}]',
      '(1 more may be yours. Another administrator identifies it.)',
      '[Next → several.next {"o":"1","g":null,"p":["8"],"n":1}]',
    ].join('\n'),
  )
})
