import type { Button, ModalView } from '@slack/types'
import { miroIdPattern } from '../../domain/account.ts'
import type { Setup, SetupConnection } from '../../workflows/workspace/read-setup.ts'
import { button, confirm } from '../frame/blocks.ts'
import type { ActionAsked, Who } from '../frame/listener.ts'
import { md } from '../frame/text.ts'
import { alertChannelIds } from '../ids/alerts.ts'
import { connectIds } from '../ids/connection.ts'
import { criticalIds, ruleIds } from '../ids/rule.ts'
import { syncIds } from '../ids/sync.ts'

/** How far the setup is, shown by what belongs to it: as a window, and as one message per person edited as steps are done. */
export type LiveSetup = {
  /** What others show where a value names no connection. */
  window(setup: Setup): ModalView
  /** Posts the message to this person by direct message. An older one is edited no more. */
  post(who: Who, setup: Setup): Promise<void>
  /** A click on its buttons tells where it stands: that is how it is found again after a restart. */
  clicked(asked: Pick<ActionAsked, 'who' | 'value' | 'channelId' | 'messageTs'>): void
  /** Reads how far the setup is and edits every message known in this workspace. */
  refresh(workspaceId: string): Promise<Setup>
}

export type SetupStep = {
  readonly name: 'connect' | 'critical' | 'rule' | 'alerts'
  /** done: ticked. open: still to do. trouble: was done, needs somebody again. */
  readonly state: 'done' | 'open' | 'trouble'
  /** The organization it is about; null: none is connected, or it is about all. */
  readonly connection: SetupConnection | null
  readonly button: Button
}

/** So many organizations fit on one screen. */
export const mostOrganizations = 8

/** The steps in their order. `living`: their buttons stand in the message that is edited. */
export function setupSteps(setup: Setup, living = false): SetupStep[] {
  const { connections, alertChannel } = setup
  const shown = connections.slice(0, mostOrganizations)
  return [
    ...(shown.length === 0
      ? untilConnected(setup, living)
      : shown.flatMap(connection => connectionSteps(connection, living))),
    {
      name: 'alerts',
      state: alertChannel === null ? 'open' : alertChannel.trouble === null ? 'done' : 'trouble',
      connection: null,
      button: alertsButton(living),
    },
  ]
}

/** What is kept of the last one disconnected stays ticked. */
function untilConnected({ disconnected: [last] }: Setup, living: boolean): SetupStep[] {
  const step = { connection: null, button: connectButton(null, living) }
  return [
    { ...step, name: 'connect', state: 'open' },
    { ...step, name: 'critical', state: last?.critical === true ? 'done' : 'open' },
    { ...step, name: 'rule', state: last?.rule == null ? 'open' : 'done' },
  ]
}

function connectionSteps(connection: SetupConnection, living: boolean): SetupStep[] {
  const { state, critical, rule } = connection
  const { miroOrgId } = connection.key
  return [
    {
      name: 'connect',
      state: state === 'connected' ? 'done' : 'trouble',
      connection,
      button: connectButton(miroOrgId, living),
    },
    {
      name: 'critical',
      state: critical ? 'done' : 'open',
      connection,
      button: critical ? criticalPageButton(miroOrgId, living) : criticalButton(miroOrgId, living),
    },
    {
      name: 'rule',
      state: rule === null ? 'open' : 'done',
      connection,
      button: ruleButton(miroOrgId, living),
    },
  ]
}

/** The step after the one just done, or null when none is left. */
export function nextButton(setup: Setup): Button | null {
  const next = setupSteps(setup).find(({ state }) => state !== 'done')
  return next === undefined ? null : { ...next.button, style: 'primary' }
}

const connectButton = (miroOrgId: string | null, living: boolean): Button =>
  button(miroOrgId === null ? 'Connect Miro' : 'Reconnect', connectIds.open, {
    value: targetValue(miroOrgId, living),
  })

/** Connects again what was connected. */
export const reconnectButton = (miroOrgId: string, style?: 'primary'): Button =>
  button('Reconnect', connectIds.open, { value: targetValue(miroOrgId), ...(style && { style }) })

/** Adds at once, so it asks first. */
export const criticalButton = (miroOrgId: string, living = false): Button =>
  button('Add as critical system', criticalIds.add, {
    value: targetValue(miroOrgId, living),
    confirm: confirm(
      'Add Miro as critical system?',
      md`Next you choose who may use Miro. Accounts outside that rule will be reported. Nothing changes in Miro.`,
      'Add',
    ),
  })

export const criticalPageButton = (miroOrgId: string, living = false): Button =>
  button('Critical system', criticalIds.page, { value: targetValue(miroOrgId, living) })

/** The same as the act of an alert. */
export const validUsersButton = (miroOrgId: string, style?: 'primary'): Button =>
  button('Choose valid users', ruleIds.open, { value: miroOrgId, ...(style && { style }) })

export const ruleButton = (miroOrgId: string, living = false): Button =>
  button('Choose valid users', ruleIds.open, { value: targetValue(miroOrgId, living) })

export const alertsButton = (living = false): Button =>
  button('Choose a channel', alertChannelIds.open, { value: targetValue(null, living) })

/** What a button acts on, and whether it stands in the living setup message. */
type Target = { readonly miroOrgId: string | null; readonly fromSetup: boolean }

const mark = 'setup'

export const targetValue = (miroOrgId: string | null, fromSetup = false): string =>
  [...(miroOrgId === null ? [] : [miroOrgId]), ...(fromSetup ? [mark] : [])].join(' ')

/** Reads `targetValue` back. A value that is not one of Miro's ids names no organization. */
export function readTarget(value: string): Target {
  const parts = value.split(' ')
  const id = parts.find(part => part !== mark && miroIdPattern.test(part)) ?? null
  return { miroOrgId: id, fromSetup: parts.includes(mark) }
}

/** The connection a button names, looked up among this workspace's own: a value from elsewhere finds nothing. */
export function connectionOf(value: string, setup: Setup): SetupConnection | null {
  const { miroOrgId } = readTarget(value)
  return setup.connections.find(({ key }) => key.miroOrgId === miroOrgId) ?? null
}

/** Reads everything again. */
export const syncButton = (text: 'Sync now' | 'Try again', style?: 'primary'): Button =>
  button(text, syncIds.now, style && { style })
