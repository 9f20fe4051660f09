import type { Button, KnownBlock, ModalView } from '@slack/types'
import type { Setup, SetupConnection } from '../../../workflows/workspace/read-setup.ts'
import { alertsButton, criticalButton, criticalPageButton, ruleButton } from '../../doors/setup.ts'
import { targetValue } from '../../doors/target.ts'
import { button, context, divider, type Message, message, modal, section } from '../../frame/blocks.ts'
import {
  bold,
  channelLink,
  counted,
  date,
  foreign,
  join,
  type Markup,
  md,
  mention,
} from '../../frame/text.ts'
import { connectIds } from '../../ids/connection.ts'
import { setupIds } from '../../ids/workspace.ts'
import { ruleInWords } from '../../words/rule.ts'
import { disconnectedBlocks, troubleInWords } from '../../words/setup.ts'

/** Where the setup is shown. A click in the living message tells which message to edit. */
type Place = 'living' | 'elsewhere'

/** done: ticked. open: still to do. trouble: was done, needs somebody again. */
type Step = {
  readonly state: 'done' | 'open' | 'trouble'
  readonly text: Markup
  readonly button: Button
  /** The button stands there also when nothing is to do. */
  readonly show?: boolean
}

const marks = { done: '✅', open: '⬜', trouble: '⚠️' } as const

/** So many organizations fit on one screen; the others are counted. */
const most = 8

export const setupMessage = (setup: Setup, place: Place): Message =>
  message(md`Set up the Miro access checks: ${inShort(setup)}`, [
    ...(setup.connections.length === 0 ? disconnectedBlocks(setup) : []),
    ...setupBlocks(setup, place),
  ])

export const setupModal = (setup: Setup): ModalView =>
  modal({
    callbackId: setupIds.modal,
    title: 'Set up',
    blocks: [...disconnectedBlocks(setup), ...setupBlocks(setup, 'elsewhere')],
  })

function inShort(setup: Setup): Markup {
  const next = stepsOf(setup, 'elsewhere').find(({ state }) => state !== 'done')
  return next === undefined ? md`everything is set up.` : md`next, ${next.button.text.text}.`
}

/** Four steps with what is done, the first one to do as a button. */
export function setupBlocks(setup: Setup, place: Place): KnownBlock[] {
  const steps = stepsOf(setup, place)
  const next = steps.find(({ state }) => state !== 'done')
  const hidden = setup.connections.length - most
  return [
    section(next === undefined ? bold('Miro access is set up') : bold('Set up the Miro access checks')),
    ...steps.map(step =>
      stepBlock(step, step === next || step.state === 'trouble' || step.show === true, step === next),
    ),
    ...(hidden > 0 ? [context(md`${counted(hidden, 'more organization')} not shown here.`)] : []),
    divider(),
    context(next === undefined ? afterwards : progress(setup)),
  ]
}

const stepBlock = ({ state, text, button: act }: Step, offered: boolean, first: boolean): KnownBlock =>
  section(
    first && state === 'open' ? md`${marks[state]} *${text}*` : md`${marks[state]} ${text}`,
    offered ? { accessory: first ? { ...act, style: 'primary' } : act } : {},
  )

const afterwards = md`Later: \`/miro checks\` shows the state, \`/miro sync\` reads everything again, \`/miro rule\` and \`/miro alerts\` change your answers.`

function progress(setup: Setup): Markup {
  if (setup.connections.some(({ firstSyncRunning }) => firstSyncRunning))
    // True whenever it is read: nobody may come back to edit it, as after a restart.
    return md`The accounts are read for the first time since Miro was connected. What the checks find follows by itself.`
  return md`You can stop here and come back with \`/miro status\`.`
}

function stepsOf(setup: Setup, place: Place): Step[] {
  const { connections } = setup
  if (connections.length === 0)
    return [
      { state: 'open', text: md`Connect Miro`, button: connectButton(null, place, 'Connect Miro') },
      ...untilConnected(setup, place),
      alertStep(setup, place),
    ]
  const several = connections.length > 1
  const each = connections.slice(0, most).flatMap(one => connectionSteps(one, place, several))
  return [...each, alertStep(setup, place)]
}

/** What is kept of the last one disconnected stays ticked. */
function untilConnected({ disconnected: [last] }: Setup, place: Place): Step[] {
  const connect = connectButton(null, place, 'Connect Miro')
  const rule = last?.rule ?? null
  return [
    last?.critical
      ? { state: 'done', text: md`Miro is a critical system`, button: connect }
      : { state: 'open', text: md`Add Miro as a critical system`, button: connect },
    rule === null
      ? { state: 'open', text: md`Who is a valid user?`, button: connect }
      : { state: 'done', text: ruleInWords(rule.rule), button: connect },
  ]
}

function connectionSteps(connection: SetupConnection, place: Place, several: boolean): Step[] {
  const { key, critical, rule, organizationName } = connection
  const of = several ? md`${foreign(organizationName)} · ` : null
  return [
    connectStep(connection, place),
    {
      state: critical ? 'done' : 'open',
      text: join([of, critical ? md`Miro is a critical system` : md`Add Miro as a critical system`], ''),
      button: critical
        ? criticalPageButton(key.miroOrgId, place === 'living')
        : criticalButton(key.miroOrgId, place === 'living'),
      show: critical,
    },
    {
      state: rule === null ? 'open' : 'done',
      text: join([of, rule === null ? md`Who is a valid user?` : ruleInWords(rule.rule)], ''),
      button: ruleButton(key.miroOrgId, place === 'living'),
    },
  ]
}

function connectStep(connection: SetupConnection, place: Place): Step {
  const { state, stateSince, organizationName, connectedBy, connectedAt, key } = connection
  const name = bold(organizationName)
  if (state === 'connected')
    return {
      state: 'done',
      text: md`${name} is connected · by ${mention(connectedBy)} · ${date(connectedAt)}`,
      button: connectButton(key.miroOrgId, place, 'Reconnect'),
    }
  return {
    state: 'trouble',
    text: md`${name}: ${troubleInWords(state)} Since ${date(stateSince)}.`,
    button: connectButton(key.miroOrgId, place, 'Reconnect'),
  }
}

function alertStep({ alertChannel }: Setup, place: Place): Step {
  const act = alertsButton(place === 'living')
  if (alertChannel === null) return { state: 'open', text: md`Where do alerts go?`, button: act }
  const channel = channelLink(alertChannel.id)
  if (alertChannel.trouble === null) return { state: 'done', text: md`Alerts go to ${channel}`, button: act }
  return {
    state: 'trouble',
    text: md`Alerts cannot be posted to ${channel}. Invite the bot there, or choose another channel.`,
    button: act,
  }
}

const connectButton = (miroOrgId: string | null, place: Place, label: string): Button =>
  button(label, connectIds.open, { value: targetValue(miroOrgId, place === 'living') })

/** Whether every step was done once: one that needs somebody again is told by what broke. */
export const isSetUp = (setup: Setup): boolean =>
  setup.connections.length > 0 && stepsOf(setup, 'elsewhere').every(({ state }) => state !== 'open')

/** The step after the one just done, or null when none is left. */
export function nextButton(setup: Setup): Button | null {
  const next = stepsOf(setup, 'elsewhere').find(({ state }) => state !== 'done')
  return next === undefined ? null : { ...next.button, style: 'primary' }
}
