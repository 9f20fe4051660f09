import { LogLevel } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LocalSlack } from '../src/sandbox/slack/local-slack.ts'
import { clientOf, errorOf, refusalOf, scopes, startSlack } from './support/slack-workspace.ts'

let slack: LocalSlack

beforeEach(async () => {
  slack = await startSlack()
})

afterEach(async () => {
  await slack.stop()
})

const modal = {
  type: 'modal' as const,
  title: { type: 'plain_text' as const, text: 'Done' },
  blocks: [{ type: 'divider' as const }],
}

describe('the real WebClient', () => {
  it('is refused as by Slack', async () => {
    const api = clientOf(slack)
    const posted = await api.chat.postMessage({ channel: 'C0OPS', text: 'first' })
    const person = await slack.as('U0ADA').say('mine', { channel: 'C0OPS' })
    const ts = String(posted.ts)
    const long = 'x'.repeat(4001)
    const many = Array.from({ length: 51 }, () => ({ type: 'divider' as const }))
    const heavy = Array.from({ length: 5 }, () => ({
      type: 'section' as const,
      text: { type: 'mrkdwn' as const, text: 'x'.repeat(2900) },
    }))
    const odd = [{ type: 'unheard_of' }] as never
    expect({
      noToken: await errorOf(new WebClient(undefined, { slackApiUrl: slack.apiUrl }).auth.test()),
      badToken: await errorOf(clientOf(slack, 'xoxb-other').auth.test()),
      appToken: await errorOf(clientOf(slack, 'xapp-local').auth.test()),
      botTokenForSocket: await errorOf(api.apps.connections.open()),
      unknownMethod: await errorOf(api.apiCall('no.such.method')),
      notInChannel: await errorOf(api.chat.postMessage({ channel: 'C0PUB', text: 'x' })),
      privateChannel: await errorOf(api.chat.postMessage({ channel: 'C0PRI', text: 'x' })),
      noChannel: await errorOf(api.chat.postMessage({ channel: 'C0NONE', text: 'x' })),
      archived: await errorOf(api.chat.postMessage({ channel: 'C0OLD', text: 'x' })),
      noText: await errorOf(api.chat.postMessage({ channel: 'C0OPS', text: '' })),
      tooManyBlocks: await errorOf(api.chat.postMessage({ channel: 'C0OPS', text: 'x', blocks: many })),
      unknownBlock: await errorOf(api.chat.postMessage({ channel: 'C0OPS', text: 'x', blocks: odd })),
      heavyBlocks: await errorOf(api.chat.postMessage({ channel: 'C0OPS', text: 'x', blocks: heavy })),
      brokenBlocks: await errorOf(api.apiCall('chat.postMessage', { channel: 'C0OPS', blocks: '[{' })),
      longUpdate: await errorOf(api.chat.update({ channel: 'C0OPS', ts, text: long })),
      noMessage: await errorOf(api.chat.update({ channel: 'C0OPS', ts: '1.000001', text: 'x' })),
      notOurs: await errorOf(api.chat.update({ channel: 'C0OPS', ts: person.ts, text: 'x' })),
      notMember: await errorOf(api.chat.postEphemeral({ channel: 'C0OPS', user: 'U0GST', text: 'x' })),
      noUser: await errorOf(api.users.info({ user: 'U0NONE' })),
      badTrigger: await errorOf(api.views.open({ trigger_id: '1.2.3', view: modal })),
      noView: await errorOf(api.views.update({ view_id: 'V0NONE', view: modal })),
      missingArgument: await errorOf(api.apiCall('conversations.info', {})),
      badCursor: await errorOf(api.users.list({ limit: 2, cursor: 'bm90aGluZw==' })),
      notOpen: await errorOf(api.conversations.open({ users: 'U0GON' })),
      groupHistory: await refusalOf(api.team.info()),
    }).toEqual({
      noToken: 'not_authed',
      badToken: 'invalid_auth',
      appToken: 'not_allowed_token_type',
      botTokenForSocket: 'not_allowed_token_type',
      unknownMethod: 'unknown_method',
      notInChannel: 'not_in_channel',
      privateChannel: 'channel_not_found',
      noChannel: 'channel_not_found',
      archived: 'is_archived',
      noText: 'no_text',
      tooManyBlocks: 'invalid_blocks',
      unknownBlock: 'invalid_blocks',
      heavyBlocks: 'msg_blocks_too_long',
      brokenBlocks: 'invalid_blocks_format',
      longUpdate: 'msg_too_long',
      noMessage: 'message_not_found',
      notOurs: 'cant_update_message',
      notMember: 'user_not_in_channel',
      noUser: 'user_not_found',
      badTrigger: 'invalid_trigger_id',
      noView: 'not_found',
      missingArgument: 'invalid_arguments',
      badCursor: 'invalid_cursor',
      notOpen: 'user_disabled',
      groupHistory: { ok: false, error: 'missing_scope', needed: 'team:read', provided: scopes.join(',') },
    })
  })

  it('finds its tokens refused after revocation and after removal', async () => {
    await slack.revokeToken()
    const revoked = await errorOf(clientOf(slack).auth.test())
    await slack.uninstall()
    const removed = await errorOf(clientOf(slack).auth.test())
    slack.reinstall()
    expect([revoked, removed, await errorOf(clientOf(slack).auth.test())]).toEqual([
      'token_revoked',
      'account_inactive',
      undefined,
    ])
  })

  it('posts where it is not a member only with chat:write.public', async () => {
    await slack.stop()
    slack = await startSlack({ scopes: [...scopes, 'chat:write.public'] })
    await clientOf(slack).chat.postMessage({ channel: '#lobby', text: 'hello' })
    expect(slack.channel('C0PUB').messages.map(({ text }) => text)).toEqual(['hello'])
  })

  it('pages through users, deleted and invited ones among them', async () => {
    const pages: string[][] = []
    for await (const page of clientOf(slack).paginate('users.list', { limit: 3 })) {
      pages.push(((page as { members?: { id: string }[] }).members ?? []).map(({ id }) => id))
    }
    expect(pages).toEqual([['USLACKBOT', 'UBOT', 'U0ADA'], ['U0BEN', 'U0GON', 'U0GST'], ['U0INV']])
    const { members = [] } = await clientOf(slack).users.list({ limit: 200 })
    const seen = members.map(member => ({
      id: member.id,
      bot: member.is_bot,
      gone: member.deleted,
      admin: member.is_admin,
      guest: member.is_restricted,
      invited: (member as { is_invited_user?: boolean }).is_invited_user,
      email: member.profile?.email,
    }))
    const person = { bot: false, gone: false, admin: false, guest: false, invited: undefined }
    expect(seen).toEqual([
      { ...person, id: 'USLACKBOT', email: undefined },
      { ...person, id: 'UBOT', bot: true, email: undefined },
      { ...person, id: 'U0ADA', admin: true, email: 'ada@example.com' },
      { ...person, id: 'U0BEN', email: 'ben@example.com' },
      { ...person, id: 'U0GON', gone: true, admin: undefined, guest: undefined, email: undefined },
      { ...person, id: 'U0GST', guest: true, email: 'guest@example.com' },
      { ...person, id: 'U0INV', invited: true, email: 'invited@example.com' },
    ])
  })

  it('gives addresses only with their scope', async () => {
    await slack.stop()
    slack = await startSlack({ scopes: ['users:read'] })
    const { user } = await clientOf(slack).users.info({ user: 'U0ADA' })
    expect([user?.real_name, user?.profile?.email]).toEqual(['Ada Admin', undefined])
  })

  it('reads 50,000 users in pages within seconds, and insists on a limit', async () => {
    await slack.stop()
    const many = Array.from({ length: 50_000 }, (_, index) => ({
      id: `U${index}`,
      realName: `Person ${index}`,
      email: `person${index}@example.com`,
    }))
    slack = await startSlack({ users: many })
    expect(await errorOf(clientOf(slack).users.list({}))).toBe('limit_required')
    const start = performance.now()
    let count = 0
    for await (const page of clientOf(slack).paginate('users.list', { limit: 1000 })) {
      count += ((page as { members?: unknown[] }).members ?? []).length
    }
    expect(count).toBe(50_002)
    expect(performance.now() - start).toBeLessThan(15_000)
  })

  it('keeps edits and finds a message by its metadata', async () => {
    const api = clientOf(slack)
    const metadata = { event_type: 'miro_access_alert', event_payload: { key: 'k1' } }
    const { ts } = await api.chat.postMessage({ channel: 'C0OPS', text: 'one', metadata })
    await api.chat.update({ channel: 'C0OPS', ts: String(ts), text: 'two' })
    const { messages = [] } = await api.conversations.history({
      channel: 'C0OPS',
      include_all_metadata: true,
      oldest: '0',
    })
    expect(messages.map(({ text, metadata: own }) => ({ text, own }))).toEqual([
      { text: 'two', own: metadata },
    ])
    expect(slack.channel('C0OPS').messages[0]?.edits).toEqual([{ text: 'one', blocks: [], metadata }])
  })

  it('keeps replies to their thread, but for those that were also sent to the channel', async () => {
    const api = clientOf(slack)
    const channel = 'C0OPS'
    const { ts } = await api.chat.postMessage({ channel, text: 'one' })
    const under = { channel, thread_ts: String(ts) }
    await api.chat.postMessage({ ...under, text: 'quiet' })
    await api.chat.postMessage({ ...under, text: 'loud', reply_broadcast: true })
    const texts = async (asked: Promise<{ messages?: { text?: string; subtype?: string }[] }>) =>
      ((await asked).messages ?? []).map(({ text, subtype }) => [text, subtype])
    expect(await texts(api.conversations.history({ channel }))).toEqual([
      ['loud', 'thread_broadcast'],
      ['one', undefined],
    ])
    expect(await texts(api.conversations.replies({ channel, ts: String(ts) }))).toEqual([
      ['one', undefined],
      ['quiet', undefined],
      ['loud', 'thread_broadcast'],
    ])
  })
})

describe('faults', () => {
  it('answers 429 with the time to wait, for as often as asked', async () => {
    slack.faults.push({ method: 'chat.postMessage', times: 1, do: { rateLimited: 1 } })
    const strict = new WebClient('xoxb-local', {
      slackApiUrl: slack.apiUrl,
      rejectRateLimitedCalls: true,
      logLevel: LogLevel.ERROR,
    })
    await expect(strict.chat.postMessage({ channel: 'C0OPS', text: 'x' })).rejects.toMatchObject({
      code: 'slack_webapi_rate_limited_error',
      retryAfter: 1,
    })
    await strict.chat.postMessage({ channel: 'C0OPS', text: 'x' })
    expect(slack.channel('C0OPS').messages).toHaveLength(1)
  })

  it('is waited for by a client as Slack asks', async () => {
    slack.faults.push({ method: 'chat.postMessage', times: 1, do: { rateLimited: 1 } })
    const patient = new WebClient('xoxb-local', { slackApiUrl: slack.apiUrl, logLevel: LogLevel.ERROR })
    const start = performance.now()
    await patient.chat.postMessage({ channel: 'C0OPS', text: 'x' })
    expect(performance.now() - start).toBeGreaterThan(990)
    expect(slack.calls('chat.postMessage').map(({ result }) => result.status)).toEqual([429, 200])
  })

  it('loses answers after the work was done, and before', async () => {
    const results: Record<string, number> = {}
    const attempt = async (name: string) => {
      const quick = new WebClient('xoxb-local', {
        slackApiUrl: slack.apiUrl,
        retryConfig: { retries: 0 },
        timeout: 300,
        logLevel: LogLevel.ERROR,
      })
      await expect(quick.chat.postMessage({ channel: 'C0OPS', text: name })).rejects.toThrow()
      results[name] = slack.channel('C0OPS').messages.filter(({ text }) => text === name).length
    }
    slack.faults.push({ method: 'chat.postMessage', do: { status: 503 } })
    await attempt('503 before')
    slack.faults.push({ method: 'chat.postMessage', do: { status: 503, afterStoring: true } })
    await attempt('503 after')
    slack.faults.push({ method: 'chat.postMessage', do: { reset: true } })
    await attempt('reset before')
    slack.faults.push({ method: 'chat.postMessage', do: { reset: true, afterStoring: true } })
    await attempt('reset after')
    slack.faults.push({ method: 'chat.postMessage', do: { hang: true, afterStoring: true } })
    await attempt('silence after')
    slack.faults.push({ method: 'chat.postMessage', do: { error: 'internal_error' } })
    await attempt('error')
    expect(results).toEqual({
      '503 before': 0,
      '503 after': 1,
      'reset before': 0,
      'reset after': 1,
      'silence after': 1,
      error: 0,
    })
    expect(slack.calls('chat.postMessage').map(({ result }) => result.status)).toEqual([
      503,
      503,
      null,
      null,
      null,
      200,
    ])
  })
})

describe('what happens to a workspace', () => {
  it('is what the bot meets at its next call', async () => {
    const api = clientOf(slack)
    const { ts } = await api.chat.postMessage({ channel: 'C0OPS', text: 'alert' })
    slack.deleteMessage('C0OPS', String(ts))
    const deleted = await errorOf(api.chat.update({ channel: 'C0OPS', ts: String(ts), text: 'later' }))
    await slack.kickBot('#it-ops')
    const kicked = await errorOf(api.chat.postMessage({ channel: 'C0OPS', text: 'alert' }))
    await slack.inviteBot('#it-ops')
    const invited = await errorOf(api.chat.postMessage({ channel: 'C0OPS', text: 'alert' }))
    await slack.archiveChannel('#it-ops')
    const archived = await errorOf(api.chat.postMessage({ channel: 'C0OPS', text: 'alert' }))
    await slack.setAdmin('U0BEN', true)
    await slack.makeGuest('U0BEN')
    const ben = (await api.users.info({ user: 'U0BEN' })).user
    await slack.deactivateUser('U0BEN')
    const gone = (await api.users.info({ user: 'U0BEN' })).user
    expect({
      calls: [deleted, kicked, invited, archived],
      ben: [ben?.is_admin, ben?.is_restricted, ben?.deleted, ben?.profile?.email],
      gone: [gone?.is_admin, gone?.is_restricted, gone?.deleted, gone?.profile?.email],
      members: [...slack.channel('C0OPS').members],
    }).toEqual({
      calls: ['message_not_found', 'not_in_channel', undefined, 'is_archived'],
      ben: [true, true, false, 'ben@example.com'],
      gone: [undefined, undefined, true, undefined],
      members: ['U0ADA', 'UBOT'],
    })
  })
})
