import { expect, test } from 'vitest'
import type { LocalView } from '../../src/sandbox/slack/shapes.ts'
import { type Flow, patience, startFlow } from '../support/flow.ts'

const types = (
  shown: { readonly blocks: readonly { readonly type: string }[] } | null | undefined,
): string[] => shown?.blocks.map(({ type }) => type) ?? []

/** What was wrong on this day, as Ada is told: the types of its blocks. */
async function pastDay({ ada, slack }: Flow): Promise<string[]> {
  const before = ada.ephemerals.length
  await ada.command('/miro', 'day today')
  await slack.until(() => ada.ephemerals.length > before, { what: 'the day', ...patience })
  expect(ada.ephemerals).toHaveLength(before + 1)
  const said = ada.ephemerals.at(-1)
  expect(said?.text).toContain('Access to Miro on')
  return types(said)
}

/** The window that tells a member that this is not theirs. */
async function refusedWindow({ slack }: Flow): Promise<LocalView> {
  const farah = slack.as('U0FARAH')
  await farah.command('/miro', 'settings')
  const view = await slack.until(
    () => farah.views.at(-1)?.title?.text === 'You cannot do this' && farah.view,
    { what: 'the window', ...patience },
  )
  await farah.close(view)
  return view
}

const refusals = ({ slack }: Flow, error: string): number =>
  slack.requests.filter(({ result }) => result.error === error).length

test('tables and state lines as newer blocks, each sent once', async () => {
  const flow = await startFlow()
  await flow.setUp()
  expect(await pastDay(flow)).toContain('data_table')
  const view = await refusedWindow(flow)
  expect(view.blocks).toMatchObject([{ type: 'alert', level: 'info' }])
  expect([refusals(flow, 'invalid_blocks'), refusals(flow, 'invalid_arguments')]).toEqual([0, 0])
})

test('a workspace that refuses newer blocks gets the same without them, at once, and is not asked again', async () => {
  const flow = await startFlow()
  flow.slack.takeNewerBlocks(false)
  await flow.setUp()
  expect(await pastDay(flow)).not.toContain('data_table')
  const view = await refusedWindow(flow)
  expect(view.blocks).toMatchObject([
    { type: 'section', text: { text: expect.stringContaining('Only Slack owners and admins can do this.') } },
  ])
  expect([refusals(flow, 'invalid_blocks'), refusals(flow, 'invalid_arguments')]).toEqual([1, 0])
})

test('a window alone tells that newer blocks are refused', async () => {
  const flow = await startFlow()
  flow.slack.takeNewerBlocks(false)
  expect((await refusedWindow(flow)).blocks).toMatchObject([{ type: 'section' }])
  expect((await refusedWindow(flow)).blocks).toMatchObject([{ type: 'section' }])
  expect(refusals(flow, 'invalid_arguments')).toBe(1)
})

test('told to be classic, the bot never tries them', async () => {
  const flow = await startFlow({ env: { SLACK_BLOCKS: 'classic' } })
  flow.slack.takeNewerBlocks(false)
  await flow.setUp()
  expect(await pastDay(flow)).not.toContain('data_table')
  expect([refusals(flow, 'invalid_blocks'), refusals(flow, 'invalid_arguments')]).toEqual([0, 0])
})

test.each([
  [true, 1, 0],
  [false, 0, 1],
])(
  'the steps of an alert are folded where that is taken (%s), and the message goes on being edited',
  async (takes, folded, refused) => {
    const flow = await startFlow()
    const { inChannel, miro, slack } = flow
    slack.takeNewerBlocks(takes)
    await flow.setUp()
    await slack.deactivateUser('U0CARLA')
    const alert = await slack.until(
      () => inChannel().find(({ text }) => text.includes('Carla Mendes left but')),
      {
        what: 'the alert',
        ...patience,
      },
    )
    expect(types(alert).filter(type => type === 'container')).toHaveLength(folded)
    expect(refusals(flow, 'invalid_blocks')).toBe(refused)
    miro.deactivate('carla.mendes@juniper.example')
    await flow.sync()
    await slack.until(() => alert.text.startsWith('Closed'), { what: 'it closed', ...patience })
    expect(inChannel().filter(({ text }) => text.includes('Carla Mendes'))).toHaveLength(1)
    expect(refusals(flow, 'invalid_blocks')).toBe(refused)
  },
)
