import { expect, test } from 'vitest'
import { CompanyClock } from '../../src/sandbox/page/server/company-clock.ts'
import { FormErrors } from '../../src/sandbox/page/server/form-errors.ts'
import { PersonActs } from '../../src/sandbox/page/server/person-acts.ts'
import type { Exporter } from '../../src/sandbox/page/shared/exporters.ts'
import { importIds } from '../../src/slack/ids/people.ts'
import { patience, startFlow } from '../support/flow.ts'

test('a list chosen on the page takes the place of the one before, and its preview says who leaves', async () => {
  const clock = new CompanyClock(new Date('2026-11-24T09:00:00Z'))
  const { ada, slack, sandbox, setUp, window } = await startFlow({ clock: clock.now })
  await setUp()
  await ada.command('/miro', 'import')
  await window('Import a staff list')
  const acts = new PersonActs({ sandbox, errors: new FormErrors(), clock })
  const choose = async (exporter: Exporter) => {
    await acts.act(ada.id, { do: 'attachExport', blockId: importIds.file, exporter })
    return ada.view.state.values[importIds.file]?.[importIds.file]?.['files']
  }
  expect(await choose('Gusto')).toMatchObject([{ name: 'juniper-employee-summary.csv' }])
  expect(await choose('Personio')).toMatchObject([{ name: 'personio-mitarbeiter.csv' }])
  await ada.submit(ada.view)
  await slack.until(() => ada.read(ada.view).includes('not imported yet'), {
    what: 'the preview',
    ...patience,
  })
  const preview = ada.read(ada.view)
  for (const text of [
    '*personio-mitarbeiter.csv* · 8 rows',
    '• *1 person leaves*: Jon Berg, ',
    'separated by semicolons',
  ])
    expect(preview).toContain(text)
  expect(preview).not.toContain('mistake')
})
