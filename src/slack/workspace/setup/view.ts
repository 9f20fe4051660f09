import type { KnownBlock, ModalView } from '@slack/types'
import type { Setup, SetupConnection } from '../../../workflows/workspace/read-setup.ts'
import { mostOrganizations, nextButton, type SetupStep, setupSteps } from '../../doors/setup.ts'
import {
  type Blocks,
  button,
  context,
  divider,
  type Message,
  message,
  modal,
  notShown,
  section,
} from '../../frame/blocks.ts'
import { bold, channelLink, date, foreign, join, type Markup, md, mention } from '../../frame/text.ts'
import { settingsIds, setupIds } from '../../ids/workspace.ts'
import { disconnectedBlocks, firstSyncTime, troubleInWords } from '../../words/connection.ts'
import { ruleInWords } from '../../words/rule.ts'

/** Where the setup is shown. A click in the living message tells which message to edit. */
type Place = 'living' | 'elsewhere'

const marks = { done: '✅', open: '⬜', trouble: '⚠️' } as const

export const setupMessage = (setup: Setup, place: Place): Message =>
  message(md`Set up the Miro access checks: ${inShort(setup)}`, [
    ...(setup.connections.length === 0 ? disconnectedBlocks(setup) : []),
    ...setupBlocks(setup, place),
  ])

export const setupModal = (setup: Setup): ModalView =>
  modal(setupIds.modal, 'Set up', [...disconnectedBlocks(setup), ...setupBlocks(setup, 'elsewhere')])

function inShort(setup: Setup): Markup {
  const next = nextButton(setup)
  return next === null ? md`everything is set up.` : md`next, ${next.text.text}.`
}

/** Four steps with what is done, the first one to do as a button. */
export function setupBlocks(setup: Setup, place: Place): Blocks {
  const steps = setupSteps(setup, place === 'living')
  const next = steps.find(({ state }) => state !== 'done')
  return [
    section(next === undefined ? bold('Miro access is set up') : bold('Set up the Miro access checks')),
    ...steps.map(step => stepBlock(step, setup, step === next)),
    notShown(setup.connections.length - mostOrganizations, 'organization'),
    next !== undefined && setup.zone !== null && zoneBlock(setup.zone),
    divider(),
    context(next === undefined ? afterwards : progress(setup)),
  ]
}

function stepBlock(step: SetupStep, setup: Setup, next: boolean): KnownBlock {
  const { state, button: door } = step
  const line = md`${marks[state]} ${stepInWords(step, setup)}`
  // A critical system can always be looked at.
  const offered = next || state === 'trouble' || (step.name === 'critical' && step.connection?.critical)
  return section(
    next && state === 'open' ? md`${marks[state]} *${stepInWords(step, setup)}*` : line,
    offered && (next ? { ...door, style: 'primary' } : door),
  )
}

const zoneBlock = ({ inForce, proposed, of }: NonNullable<Setup['zone']>): KnownBlock =>
  section(
    md`The schedule and business days follow ${inForce.replaceAll('_', ' ')}. In Slack, ${mention(of)} is in ${proposed.replaceAll('_', ' ')}.`,
    button(`Use ${proposed.replaceAll('_', ' ')}`, settingsIds.useZone, { value: proposed }),
  )

const afterwards = md`Later: \`/miro checks\` shows the state, \`/miro sync\` starts a sync, \`/miro rule\` and \`/miro alerts\` change your answers.`

function progress(setup: Setup): Markup {
  // True whenever it is read: nobody may come back to edit it, as after a restart.
  if (
    setup.connections.some(
      ({ state, lastCompleteSyncAt }) => state === 'connected' && lastCompleteSyncAt === null,
    )
  )
    return md`${firstSyncTime} Go on meanwhile: what the checks find follows by itself.`
  return md`You can stop here and come back with \`/miro status\`.`
}

function stepInWords({ name, state, connection }: SetupStep, setup: Setup): Markup {
  const { connections, disconnected, alertChannel } = setup
  const kept = connection ?? disconnected[0]
  const of =
    connection !== null && connections.length > 1 ? md`${foreign(connection.organizationName)} · ` : null
  switch (name) {
    case 'connect':
      return connection === null ? md`Connect Miro` : connectionInWords(connection)
    case 'critical':
      return join([of, state === 'done' ? md`Miro is a critical system` : md`Add as critical system`], '')
    case 'rule':
      return join([of, kept?.rule == null ? md`Choose valid users` : ruleInWords(kept.rule.rule)], '')
    case 'alerts':
      return alertChannel === null ? md`Choose a channel` : channelInWords(alertChannel)
  }
}

function connectionInWords({
  state,
  stateSince,
  organizationName,
  connectedBy,
  connectedAt,
}: SetupConnection) {
  const name = bold(organizationName)
  return state === 'connected'
    ? md`${name} is connected · by ${mention(connectedBy)} · ${date(connectedAt)}`
    : md`${name}: ${troubleInWords(state)} Since ${date(stateSince)}.`
}

function channelInWords({ id, trouble }: NonNullable<Setup['alertChannel']>) {
  const channel = channelLink(id)
  return trouble === null
    ? md`Alerts go to ${channel}`
    : md`Alerts cannot be posted to ${channel}. Invite the bot there, or choose another channel.`
}

/** Whether every step was done once: one that needs somebody again is told by what broke. */
export const isSetUp = (setup: Setup): boolean =>
  setup.connections.length > 0 && setupSteps(setup).every(({ state }) => state !== 'open')
