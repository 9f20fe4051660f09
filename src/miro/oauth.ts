import { MiroError } from './errors.ts'
import type { Http } from './http.ts'
import { tokenContext, tokens } from './wire.ts'

export type Tokens = {
  readonly accessToken: string
  /** null: the app was created without expiring tokens. */
  readonly refreshToken: string | null
  readonly expiresInSeconds: number | null
}

export type TokenContext = {
  readonly organization: { readonly id: string; readonly name: string } | null
  readonly user: { readonly id: string; readonly name: string }
  readonly scopes: readonly string[]
}

type App = { readonly clientId: string; readonly clientSecret: string }

export type OAuth = ReturnType<typeof openOAuth>

/** Miro's OAuth 2.0: client id and secret in the form body, errors in Miro's own shape. */
export function openOAuth(http: Http, miroUrl: string) {
  async function token(form: Record<string, string>): Promise<Tokens> {
    const parsed = tokens.safeParse(await http.call({ method: 'POST', path: '/v1/oauth/token', form }))
    if (!parsed.success) throw new MiroError('bad_answer')
    return {
      accessToken: parsed.data.access_token,
      refreshToken: parsed.data.refresh_token ?? null,
      expiresInSeconds: parsed.data.expires_in ?? null,
    }
  }

  return {
    /** Miro's consent page. Scopes are ticked in the app's settings, so none are asked here. */
    authorizeUrl: (input: { clientId: string; redirectUri: string; state: string }): string => {
      const url = new URL(`${miroUrl}/oauth/authorize`)
      url.searchParams.set('response_type', 'code')
      url.searchParams.set('client_id', input.clientId)
      url.searchParams.set('redirect_uri', input.redirectUri)
      url.searchParams.set('state', input.state)
      return url.toString()
    },

    exchange: ({ clientId, clientSecret, code, redirectUri }: App & { code: string; redirectUri: string }) =>
      token({
        grant_type: 'authorization_code',
        client_id: clientId,
        client_secret: clientSecret,
        code,
        redirect_uri: redirectUri,
      }),

    /** The old pair is dead once this answers: store the new one before using it. */
    refresh: ({ clientId, clientSecret, refreshToken }: App & { refreshToken: string }) =>
      token({
        grant_type: 'refresh_token',
        client_id: clientId,
        client_secret: clientSecret,
        refresh_token: refreshToken,
      }),

    /** Who the token stands for and what it may do. Throws `unauthorized` for a dead token, which Miro answers with 400. */
    context: async (accessToken: string): Promise<TokenContext> => {
      const body = await http
        .call({ method: 'GET', path: '/v1/oauth-token', accessToken })
        .catch((error: unknown) => {
          if (error instanceof MiroError && error.status === 400)
            throw new MiroError('unauthorized', { status: 400 })
          throw error
        })
      const parsed = tokenContext.safeParse(body)
      if (!parsed.success) throw new MiroError('bad_answer')
      return {
        organization: parsed.data.organization ?? null,
        user: parsed.data.user,
        scopes: parsed.data.scopes,
      }
    },

    /** Ends the token and its refresh token. The app stays installed. */
    revoke: async ({ accessToken, clientId, clientSecret }: App & { accessToken: string }): Promise<void> => {
      await http.call({
        method: 'POST',
        path: '/v2/oauth/revoke',
        json: { accessToken, clientId, clientSecret },
      })
    },
  }
}
