import { afterEach, beforeEach, expect, it } from 'vitest'
import type { LocalSlack } from '../src/sandbox/slack/local-slack.ts'
import { clientOf, errorOf, refusalOf, scopes, startSlack } from './support/slack-workspace.ts'

let slack: LocalSlack
const granted = [...scopes, 'usergroups:read', 'channels:join']

beforeEach(async () => {
  slack = await startSlack({
    scopes: granted,
    userGroups: [
      { id: 'S0IT', handle: 'it', name: 'IT', users: ['U0ADA', 'U0BEN'] },
      { id: 'S0OLD', handle: 'old', name: 'Old', users: [], disabled: true },
    ],
  })
})

afterEach(async () => {
  await slack.stop()
})

it('lists channels by kind, private ones only to their members', async () => {
  const api = clientOf(slack)
  const names = async (types: string, excludeArchived = false) => {
    const { channels = [] } = await api.conversations.list({ types, exclude_archived: excludeArchived })
    return channels.map(({ name }) => name)
  }
  const hidden = await names('public_channel,private_channel')
  await slack.inviteBot('#secret')
  expect({
    hidden,
    invited: await names('public_channel,private_channel', true),
    ims: await refusalOf(api.conversations.list({ types: 'im' })),
    unknown: await errorOf(api.conversations.list({ types: 'all' })),
  }).toEqual({
    hidden: ['it-ops', 'lobby', 'old'],
    invited: ['it-ops', 'lobby', 'secret'],
    ims: { ok: false, error: 'missing_scope', needed: 'im:read', provided: granted.join(',') },
    unknown: 'invalid_types',
  })
})

it('says of a channel whether it is shared, archived and joined', async () => {
  const api = clientOf(slack)
  slack.addChannel({ id: 'C0EXT', name: 'partners', extShared: true, members: ['UBOT'] })
  const facts = async (channel: string) => {
    const { channel: found } = await api.conversations.info({ channel })
    return [found?.is_member, found?.is_archived, found?.is_ext_shared, found?.is_private]
  }
  expect([await facts('C0PUB'), await facts('C0OLD'), await facts('C0EXT')]).toEqual([
    [false, false, false, false],
    [true, true, false, false],
    [true, false, true, false],
  ])
  const joined = await api.conversations.join({ channel: 'C0PUB' })
  const again = await api.conversations.join({ channel: 'C0PUB' })
  expect([joined.channel?.is_member, joined.warning, again.warning]).toEqual([
    true,
    undefined,
    'already_in_channel',
  ])
  const { members } = await api.conversations.members({ channel: 'C0PUB' })
  expect(members).toEqual(['U0ADA', 'UBOT'])
})

it('lists user groups, disabled ones only when asked', async () => {
  const api = clientOf(slack)
  const ids = async (disabled: boolean) =>
    ((await api.usergroups.list({ include_disabled: disabled })).usergroups ?? []).map(({ id }) => id)
  await slack.deactivateUser('U0BEN')
  expect([
    await ids(false),
    await ids(true),
    (await api.usergroups.users.list({ usergroup: 'S0IT' })).users,
    await errorOf(api.usergroups.users.list({ usergroup: 'S0NONE' })),
  ]).toEqual([['S0IT'], ['S0IT', 'S0OLD'], ['U0ADA'], 'no_such_subteam'])
})

it('opens one conversation with a person, however often it is asked', async () => {
  const api = clientOf(slack)
  const first = await api.conversations.open({ users: 'U0ADA' })
  const second = await api.conversations.open({ users: 'U0ADA' })
  expect([first.channel?.id, second.channel?.id, first['already_open'], second['already_open']]).toEqual([
    'D0ADA',
    'D0ADA',
    undefined,
    true,
  ])
  await api.chat.postMessage({ channel: 'D0ADA', text: 'hello' })
  expect(slack.as('U0ADA').dm.map(({ text }) => text)).toEqual(['hello'])
})

it('keeps the history of a channel from those who may not read it', async () => {
  const api = clientOf(slack)
  await slack.inviteBot('#secret')
  expect([
    await errorOf(api.conversations.history({ channel: 'C0PUB' })),
    await refusalOf(api.conversations.history({ channel: 'C0PRI' })),
  ]).toEqual([
    'not_in_channel',
    { ok: false, error: 'missing_scope', needed: 'groups:history', provided: granted.join(',') },
  ])
})
