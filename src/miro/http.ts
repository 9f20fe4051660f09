import { Agent, request } from 'undici'
import { kindOfStatus, MiroError } from './errors.ts'
import { retryAt } from './retry-timing.ts'

export type Call = {
  readonly method: 'GET' | 'POST'
  /** Path below the base address, each part encoded. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly accessToken?: string
  /** Sent as a form. Secrets go here, never into an address. */
  readonly form?: Readonly<Record<string, string>>
  readonly json?: object
}

export type Http = { call(input: Call): Promise<unknown>; close(): Promise<void> }

const largestBody = 5 * 1024 * 1024

/** One keep-alive connection pool to Miro's API. One call is one try; nothing of it is logged. */
export function openHttp(input: { apiUrl: string; clock: () => Date }): Http {
  const agent = new Agent({
    connect: { timeout: 10_000 },
    headersTimeout: 20_000,
    bodyTimeout: 20_000,
    keepAliveTimeout: 10_000,
    maxResponseSize: largestBody,
    connections: 4,
  })

  return {
    call: async ({ method, path, query, accessToken, form, json }) => {
      const url = new URL(input.apiUrl + path)
      for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value)
      const answer = await attempt(() =>
        request(url, {
          dispatcher: agent,
          method,
          headers: {
            accept: 'application/json',
            ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
            ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
            ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          },
          body:
            form !== undefined
              ? new URLSearchParams(form).toString()
              : json !== undefined
                ? JSON.stringify(json)
                : null,
        }),
      )
      const text = await attempt(() => answer.body.text())
      if (answer.statusCode >= 200 && answer.statusCode < 300) return parse(text, answer.statusCode)
      throw new MiroError(kindOfStatus(answer.statusCode), {
        status: answer.statusCode,
        code: codeOf(text),
        retryAt: answer.statusCode === 429 ? retryAt(answer.headers, input.clock()) : null,
      })
    },
    close: () => agent.close(),
  }
}

async function attempt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') throw new MiroError('bad_answer', { cause: error })
    throw new MiroError(code.includes('TIMEOUT') ? 'timeout' : 'unavailable', { cause: error })
  }
}

function parse(text: string, status: number): unknown {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    throw new MiroError('bad_answer', { status })
  }
}

/** Miro's error code, kept only where it looks like one: bodies may be pages of a proxy. */
function codeOf(text: string): string | null {
  try {
    const code: unknown = JSON.parse(text)?.code
    return typeof code === 'string' && /^[\w-]{1,60}$/.test(code) ? code : null
  } catch {
    return null
  }
}
