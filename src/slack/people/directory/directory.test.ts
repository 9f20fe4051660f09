import { afterEach, beforeEach, expect, test } from 'vitest'
import { startSlack } from '../../../../test/support/slack-workspace.ts'
import type { Log } from '../../../log.ts'
import type { LocalSlack } from '../../../sandbox/slack/local-slack.ts'
import { openChannels } from '../../frame/channels.ts'
import { type Clients, openClients } from '../../frame/clients.ts'
import { openInstallation } from '../../frame/installation.ts'
import { identify } from '../../frame/own-workspace.ts'
import { type Directory, openDirectory } from './directory.ts'
import { directoryUser, kindOf } from './wire.ts'

const log: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => log }

let slack: LocalSlack
let clients: Clients
let directory: Directory

beforeEach(async () => {
  slack = await startSlack()
  clients = openClients({
    installation: openInstallation(),
    botToken: 'xoxb-local',
    apiUrl: slack.apiUrl,
    log,
  })
  directory = openDirectory(clients, () => identify(clients.interactive))
})

afterEach(() => slack.stop())

test('a page has people, and leaves out bots', async () => {
  const page = await directory.page(null)
  expect(
    page.users.map(({ name, kind, address, isAdmin, deactivated }) => [
      name,
      kind,
      address,
      isAdmin,
      deactivated,
    ]),
  ).toEqual([
    ['Ada Admin', 'member', 'ada@example.com', true, false],
    ['Ben Member', 'member', 'ben@example.com', false, false],
    ['Gone Person', 'unknown', null, false, true],
    ['Guest Person', 'guest', 'guest@example.com', false, false],
    ['Invited Person', 'invited', null, false, false],
  ])
  expect([page.cursor, page.total, page.skipped]).toEqual([null, 7, 2])
})

test('a rate limit is waited out, and a failure is never a short page', async () => {
  slack.faults.push({ method: 'users.list', do: { rateLimited: 1 } })
  expect((await directory.page(null)).users).toHaveLength(5)
  slack.faults.push({ method: 'users.list', do: { error: 'token_revoked' } })
  await expect(directory.page(null)).rejects.toMatchObject({ kind: 'auth', permanent: true })
})

test('one person is asked of Slack each time; an unknown one is a stranger', async () => {
  expect(await directory.user('U0BEN')).toMatchObject({ kind: 'member', isAdmin: false, deactivated: false })
  expect(await directory.user('U0GON')).toMatchObject({ kind: 'unknown', deactivated: true })
  expect(await directory.user('U0NOBODY')).toMatchObject({ kind: 'stranger', isAdmin: false })
})

test('a look at one person reads what a page would say, and nothing of who is no colleague', async () => {
  const page = await directory.page(null)
  const [ada, , gone] = page.users
  expect([await directory.person('U0ADA'), await directory.person('U0GON')]).toEqual([ada, gone])
  expect([await directory.person('UBOT'), await directory.person('U0NOBODY')]).toEqual([null, null])
  slack.faults.push({ method: 'users.info', do: { error: 'token_revoked' } })
  await expect(directory.person('U0ADA')).rejects.toMatchObject({ kind: 'auth', permanent: true })
})

test('channels: public, private without the bot, archived', async () => {
  const channels = openChannels(clients.interactive)
  const found = { outcome: 'found', isPublic: true, isShared: false }
  expect(await channels.info('C0OPS')).toEqual({
    ...found,
    name: 'it-ops',
    isArchived: false,
    isMember: true,
  })
  expect(await channels.info('C0PUB')).toEqual({
    ...found,
    name: 'lobby',
    isArchived: false,
    isMember: false,
  })
  expect(await channels.info('C0OLD')).toEqual({ ...found, name: 'old', isArchived: true, isMember: true })
  expect(await channels.info('C0PRI')).toEqual({ outcome: 'not_found' })
})

const home = { teamId: 'T1', enterpriseId: null }
const user = { id: 'U1', team_id: 'T1', profile: { email: ' Dana@Acme.com ' } }

test.each([
  [{ ...user }, 'member'],
  [{ ...user, is_restricted: true }, 'guest'],
  [{ ...user, is_ultra_restricted: true }, 'guest'],
  [{ ...user, is_invited_user: true }, 'invited'],
  [{ ...user, deleted: true }, 'unknown'],
  [{ ...user, deleted: true, is_restricted: false }, 'member'],
  [{ ...user, deleted: true, is_restricted: true }, 'guest'],
  [{ ...user, is_stranger: true }, 'stranger'],
  [{ ...user, team_id: 'T2' }, 'stranger'],
  [{ ...user, is_bot: true }, 'bot'],
  [{ ...user, is_workflow_bot: true }, 'bot'],
  [{ ...user, id: 'USLACKBOT', is_bot: false }, 'bot'],
])('%j is a %s', (row, kind) => {
  expect(kindOf(row, home)).toBe(kind)
})

test('an unconfirmed address is not matched, and Grid has one id for a person', () => {
  expect(directoryUser(user, home)?.address).toBe('dana@acme.com')
  const decomposed = { ...user, profile: { email: 'Rene\u0301@Acme.com' } }
  expect(directoryUser(decomposed, home)?.address).toBe('ren\u00e9@acme.com')
  expect(directoryUser({ ...user, is_email_confirmed: false }, home)?.address).toBe(null)
  const grid = { ...user, team_id: 'T2', enterprise_user: { id: 'W1', is_owner: true } }
  expect(directoryUser(grid, { teamId: 'T1', enterpriseId: 'E1' })).toMatchObject({
    slackUserId: 'W1',
    isAdmin: true,
  })
})

test('a profile that Slack erased has no name', () => {
  const erased = { ...user, profile: { real_name: 'Deactivated User' } }
  expect(directoryUser({ ...erased, deleted: true }, home)?.name).toBe(null)
  expect(directoryUser(erased, home)?.name).toBe('Deactivated User')
})
