import { ruleIds } from '../../../slack/ids/rule.ts'
import { messagesReadOnly } from '../../../slack/register.ts'
import type { Sandbox } from '../../sandbox.ts'
import type { LocalMessage, LocalUser, LocalView } from '../../slack/shapes.ts'
import { handleOf } from '../../slack/wire.ts'
import type { ChannelState } from '../../slack/world.ts'
import type {
  CommandShown,
  MessageShown,
  PersonKind,
  PersonShown,
  PlaceShown,
  Screen,
  TourShown,
  ViewShown,
} from '../shared/screen.ts'
import type { FormErrors } from './form-errors.ts'
import type { Outside } from './outside.ts'

/** Older messages of a place are not shown. */
const newest = 200

export type Shown = {
  readonly sandbox: Sandbox
  readonly outside: Outside
  readonly errors: FormErrors
  readonly commands: readonly CommandShown[]
}

/** Everything one person sees. A deactivated one sees nothing of Slack any more. */
export function readScreen({ sandbox, outside, errors, commands }: Shown, personId: string): Screen {
  const { slack, seed } = sandbox
  const me = slack.user(personId)
  const gone = me.deleted === true
  const persona = slack.as(personId)
  const dm = `D${personId.slice(1)}`
  const places = gone ? [] : slack.channels.filter(channel => sees(channel, personId))
  const own = slack.ephemerals.filter(message => message.ephemeralTo === personId)
  const view = (shown: LocalView): ViewShown => viewShown(shown, errors.of(shown.id))
  return {
    team: {
      name: seed.team.name,
      app: slack.user(slack.botUserId).realName,
      appUserId: slack.botUserId,
      messagesReadOnly,
      commands,
    },
    me: { id: personId, timeZone: me.timeZone ?? 'Europe/Amsterdam', deactivated: gone, dm },
    people: slack.users.map(user => personShown(user, seed.team.id)),
    places: places.map(channel => placeShown(channel, personId, slack.botUserId)),
    messages: Object.fromEntries(
      places.map(channel => [
        channel.id,
        [...channel.messages, ...own.filter(message => message.channel === channel.id)]
          .sort((left, right) => Number(left.ts) - Number(right.ts))
          .slice(-newest)
          .map(message => messageShown(message, slack.answersIn(message), id => persona.fileText(id))),
      ]),
    ),
    modals: gone ? [] : persona.views.map(view),
    home: gone || persona.home === null ? null : view(persona.home),
    outside: outside.shown(),
    tour: tourShown(sandbox, outside),
  }
}

const sees = (channel: ChannelState, personId: string): boolean =>
  channel.members.has(personId) || (channel.kind === 'public' && !channel.archived)

const placeShown = (channel: ChannelState, personId: string, botUserId: string): PlaceShown => ({
  id: channel.id,
  name: channel.name,
  kind: channel.kind,
  archived: channel.archived,
  shared: channel.extShared,
  isMember: channel.members.has(personId),
  hasBot: channel.members.has(botUserId),
  memberCount: channel.members.size,
})

const messageShown = (
  message: LocalMessage,
  answers: MessageShown['answers'],
  textOf: (fileId: string) => string,
): MessageShown => ({
  channel: message.channel,
  ts: message.ts,
  user: message.user,
  text: message.text,
  blocks: message.blocks,
  threadTs: message.threadTs,
  broadcast: message.broadcast,
  files: message.files.map(({ id, name }) => ({ name, text: textOf(id) })),
  onlyYou: message.ephemeralTo !== null,
  edited: message.edited !== null,
  answers,
})

const viewShown = (view: LocalView, errors: ViewShown['errors']): ViewShown => ({
  id: view.id,
  hash: view.hash,
  callbackId: view.callback_id,
  title: view.title,
  submit: view.submit,
  close: view.close,
  blocks: view.blocks,
  answers: view.state.values,
  errors,
})

const personShown = (user: LocalUser, teamId: string): PersonShown => {
  const kind = kindOf(user, teamId)
  return {
    id: user.id,
    name: user.realName,
    handle: handleOf(user),
    title: user.title ?? '',
    email: user.email ?? null,
    kind,
    canBe: kind !== 'bot' && kind !== 'invited',
  }
}

function kindOf(user: LocalUser, teamId: string): PersonKind {
  if (user.isBot === true || user.id === 'USLACKBOT') return 'bot'
  if (user.isStranger === true || (user.teamId ?? teamId) !== teamId) return 'another company'
  if (user.deleted === true) return 'deactivated'
  if (user.isInvited === true) return 'invited'
  if (user.isRestricted === true || user.isUltraRestricted === true) return 'guest'
  if (user.isPrimaryOwner === true || user.isOwner === true) return 'owner'
  return user.isAdmin === true ? 'admin' : 'member'
}

const isAlert = (metadata: LocalMessage['metadata']): boolean => metadata?.event_type === 'miro_access_alert'

/** Seen from what went between the services, not from what the bot says. */
function tourShown({ slack, miro }: Sandbox, { firstLeftAt }: Outside): TourShown {
  const posted = slack.channels
    .filter(channel => channel.kind === 'public' || channel.kind === 'private')
    .flatMap(channel => channel.messages.filter(message => message.botId !== null))
  const since = firstLeftAt === null ? null : firstLeftAt.getTime() / 1000
  return {
    connected: miro.calls(/^\/v2\/orgs\/[^/]+\/members$/).some(({ status }) => status === 200),
    ruled: slack.deliveries.some(
      ({ payload, result }) =>
        payload['type'] === 'view_submission' &&
        (payload['view'] as LocalView).callback_id === ruleIds.preview &&
        result.acked &&
        !JSON.stringify(result.body ?? '').includes('"errors"'),
    ),
    channelChosen: posted.length > 0,
    alerted: since !== null && posted.some(({ ts, metadata }) => isAlert(metadata) && Number(ts) > since),
  }
}
