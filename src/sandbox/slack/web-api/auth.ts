import { Refusal } from '../refusal.ts'
import { groupWire } from '../wire.ts'
import { flag, type Method, required } from './args.ts'

/** auth.*, team.info, usergroups.* and apps.connections.open. `openSocket` gives the one-time address. */
export const authMethods = (openSocket: () => string): Record<string, Method> => ({
  'auth.test': {
    scope: null,
    token: 'bot',
    run: ({ team, bot }) => ({
      url: `https://${team.domain}.slack.com/`,
      team: team.name,
      user: (bot.name ?? 'Miro Access').toLowerCase().replaceAll(' ', '_'),
      team_id: team.id,
      user_id: bot.userId,
      bot_id: bot.botId,
      is_enterprise_install: false,
      ...(team.enterpriseId === undefined ? {} : { enterprise_id: team.enterpriseId }),
    }),
  },
  'auth.revoke': {
    scope: null,
    token: 'bot',
    run: world => {
      world.tokenTrouble = 'token_revoked'
      world.changed('token')
      return { revoked: true }
    },
  },
  'api.test': { scope: null, token: 'none', run: (_world, args) => ({ args }) },
  'team.info': {
    scope: 'team:read',
    token: 'bot',
    run: ({ team }) => ({
      team: {
        id: team.id,
        name: team.name,
        domain: team.domain,
        url: `https://${team.domain}.slack.com/`,
        email_domain: '',
        icon: {},
        ...(team.enterpriseId === undefined
          ? {}
          : { enterprise_id: team.enterpriseId, enterprise_name: team.name }),
      },
    }),
  },
  'apps.connections.open': {
    scope: null,
    token: 'app',
    run: world => ({ url: `${openSocket()}&app_id=${world.bot.appId}` }),
  },
  'usergroups.list': {
    scope: 'usergroups:read',
    token: 'bot',
    run: (world, args) => ({
      usergroups: world.userGroups
        .filter(group => group.disabled !== true || flag(args, 'include_disabled'))
        .map(group => groupWire(world, group, flag(args, 'include_users'))),
    }),
  },
  'usergroups.users.list': {
    scope: 'usergroups:read',
    token: 'bot',
    run: (world, args) => {
      const group = world.userGroups.find(({ id }) => id === required(args, 'usergroup'))
      if (group === undefined) throw new Refusal('no_such_subteam')
      return { users: group.users }
    },
  },
})
