import { Refusal } from '../refusal.ts'
import type { World } from '../world.ts'
import { type Answer, type Args, demandScope, type Method } from './args.ts'

/** One Web API call, checked in Slack's order: method, token, scope, then the method's own rules. */
export const callMethod = (
  world: World,
  methods: Readonly<Record<string, Method>>,
  name: string,
  args: Args,
  token: string | null,
): Answer => {
  try {
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined
    if (method === undefined) throw new Refusal('unknown_method', { req_method: name })
    checkToken(world, method, token)
    if (method.scope !== null) demandScope(world, method.scope)
    return { ok: true, ...method.run(world, args) }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.code, ...error.extra }
    throw error
  }
}

const checkToken = (world: World, method: Method, token: string | null): void => {
  if (method.token === 'none') return
  if (token === null) throw new Refusal('not_authed')
  const kind = token === world.bot.token ? 'bot' : token === world.bot.appToken ? 'app' : null
  if (kind === null) throw new Refusal('invalid_auth')
  if (world.tokenTrouble !== null) throw new Refusal(world.tokenTrouble)
  if (kind !== method.token) throw new Refusal('not_allowed_token_type')
}
