import { baseUrl, get, type MiroClient } from './client.ts'
import { MiroError, unreadable } from './miro-error.ts'
import { readContext, readTokens, type TokenContext, type Tokens } from './wire.ts'

type App = { readonly clientId: string; readonly clientSecret: string }

/** Miro's OAuth. Each call is one try and throws MiroError; a code or refresh token must not be sent twice. */
export type MiroOauth = {
  /** Where a person gives consent. Scopes are ticked in the app's settings, not asked here. */
  authorizeUrl(input: { clientId: string; redirectUri: string; state: string }): string
  exchange(input: App & { code: string; redirectUri: string }): Promise<Tokens>
  /** The old pair is dead at once: store the new one before using it. */
  refresh(input: App & { refreshToken: string }): Promise<Tokens>
  context(accessToken: string): Promise<TokenContext>
  /** Kills the refresh token too; the app stays installed. */
  revoke(input: App & { accessToken: string }): Promise<void>
}

export function miroOauth(client: MiroClient, miroUrl: string): MiroOauth {
  const { origin, prefix } = baseUrl(miroUrl)

  async function token(operation: string, app: App, form: Readonly<Record<string, string>>): Promise<Tokens> {
    const body = await client.send({
      operation,
      method: 'POST',
      path: '/v1/oauth/token',
      form: { ...form, client_id: app.clientId, client_secret: app.clientSecret },
    })
    return readTokens(body) ?? unreadable(operation)
  }

  return {
    authorizeUrl({ clientId, redirectUri, state }) {
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        state,
      })
      return `${origin}${prefix}/oauth/authorize?${query}`
    },

    exchange: ({ code, redirectUri, ...app }) =>
      token('exchange of the code', app, {
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
      }),

    refresh: ({ refreshToken, ...app }) =>
      token('refresh of the tokens', app, { grant_type: 'refresh_token', refresh_token: refreshToken }),

    async context(accessToken) {
      const operation = 'token context'
      try {
        return await get(client, { operation, accessToken, path: '/v1/oauth-token', read: readContext })
      } catch (error) {
        // This one endpoint answers 400 to a token it does not know.
        if (!(error instanceof MiroError) || error.status !== 400) throw error
        throw new MiroError(operation, 'unauthorized', { status: 400, code: error.code })
      }
    },

    async revoke({ accessToken, clientId, clientSecret }) {
      const json = { accessToken, clientId, clientSecret }
      const operation = 'revocation of the token'
      await client.send({ operation, method: 'POST', path: '/v2/oauth/revoke', json })
    },
  }
}
