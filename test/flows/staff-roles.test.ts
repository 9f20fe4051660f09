import { expect, test } from 'vitest'
import type { Choice } from '../../src/sandbox/slack/choose.ts'
import { type Flow, patience, startFlow } from '../support/flow.ts'
import { submitRule } from '../support/set-up.ts'

const carla = 'carla.mendes@juniper.example'

const becomes = (flow: Flow, wanted: string) =>
  flow.slack.until(
    async () =>
      (
        await flow.rows<{ said: string }>(
          `SELECT concat_ws(' ', results->'valid'->>'verdict', results->'valid'->>'why') AS said FROM assessment
           JOIN account ON account.id = account_id WHERE address = $1`,
          [carla],
        )
      )[0]?.said === wanted,
    { what: `${carla}: ${wanted}`, everyMs: 50, ...patience },
  )

const findings = async (flow: Flow): Promise<string[]> =>
  (
    await flow.rows<{ said: string }>(
      `SELECT coalesce(closed_as, 'open') AS said FROM finding JOIN account ON account.id = subject_id
       WHERE check_id = 'valid' AND address = $1 ORDER BY opened_at, closed_at`,
      [carla],
    )
  ).map(({ said }) => said)

const shows = (flow: Flow, text: string) =>
  flow.slack.until(() => flow.ada.views.length > 0 && flow.ada.read(flow.ada.view).includes(text), {
    what: text,
    ...patience,
  })

async function rule(flow: Flow, answers: Record<string, Choice>): Promise<void> {
  const { ada, sandbox } = flow
  await ada.command('/miro', 'rule')
  await ada.fill(await flow.window('Choose valid users'), { 'Valid users are': 'By role' })
  await shows(flow, 'Roles in Miro')
  await ada.fill(ada.view, { 'Roles in Miro': [], ...answers })
  await submitRule(sandbox, ada)
  await shows(flow, '*Saved.*')
  await ada.close(ada.view, { all: true })
}

async function bring(flow: Flow, department: string): Promise<void> {
  const { ada } = flow
  await ada.command('/miro', 'import')
  await ada.fill(await flow.window('Import a staff list'), {
    'Or rows': `Email,Department\n${carla},${department}`,
  })
  await ada.submit(ada.view)
  await shows(flow, 'not imported yet')
  await ada.submit(ada.view)
  await shows(flow, '*Imported.*')
  await ada.close(ada.view, { all: true })
}

test('who gets another job title or department is judged by it at once, and again when it is taken back', async () => {
  const flow = await startFlow()
  await flow.setUp()
  const { slack, miro } = flow

  await rule(flow, { 'Job titles': ['Product designer', 'IT lead'] })
  await becomes(flow, 'pass role_valid')
  const reads = miro.requests.length
  await slack.changeTitle('U0CARLA', 'Sales')
  await becomes(flow, 'fail staff_role_not_valid')
  await slack.until(() => flow.inChannel().some(message => flow.ada.read(message).includes(carla)), {
    what: 'the alert',
    ...patience,
  })
  await slack.changeTitle('U0CARLA', 'Product designer')
  await becomes(flow, 'pass role_valid')
  expect([await findings(flow), miro.requests.length]).toEqual([['fixed'], reads])

  await bring(flow, 'Design')
  await rule(flow, { 'Job titles': [], Departments: ['Design'] })
  await becomes(flow, 'pass role_valid')
  await bring(flow, 'Sales')
  await becomes(flow, 'fail staff_role_not_valid')
  await bring(flow, 'Design')
  await becomes(flow, 'pass role_valid')
  expect(await findings(flow)).toEqual(['fixed', 'fixed'])
})
