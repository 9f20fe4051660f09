import type { WebClient } from '@slack/web-api'
import type { DirectoryUser } from '../../../domain/staff.ts'
import { callSlack, SlackError } from '../../frame/errors.ts'
import type { Identity } from '../../frame/own-workspace.ts'
import { type AskedUser, askedUser, directoryUser, type SlackUser, userAnswer, usersPage } from './wire.ts'

/** Slack recommends at most 200. */
const pageSize = 200

type DirectoryPage = {
  readonly users: readonly DirectoryUser[]
  /** null after the last page: only then is the scan complete. */
  readonly cursor: string | null
  /** Rows of the page, with those left out. */
  readonly total: number
  /** Bots, apps and people of other companies. */
  readonly skipped: number
}

export type Directory = {
  page(cursor: string | null): Promise<DirectoryPage>
  user(slackUserId: string): Promise<AskedUser>
  /** One person for the staff list; null for bots, people of other companies, and whom Slack does not show. */
  person(slackUserId: string): Promise<DirectoryUser | null>
}

type Clients = Readonly<Record<'directory' | 'interactive' | 'people', WebClient>>

/** The staff, as Slack knows it. Throws SlackError; an unreadable answer is one too. */
export function openDirectory(clients: Clients, identity: () => Promise<Identity>): Directory {
  return {
    async page(cursor) {
      const home = await identity()
      const answer = await callSlack(() =>
        clients.directory.users.list({ limit: pageSize, ...(cursor !== null && { cursor }) }),
      )
      const read = usersPage.safeParse(answer).data
      if (read === undefined) throw unreadable()
      const users = read.members.flatMap(row => directoryUser(row, home) ?? [])
      return {
        users,
        cursor: read.response_metadata?.next_cursor || null,
        total: read.members.length,
        skipped: read.members.length - users.length,
      }
    },

    async user(slackUserId) {
      const home = await identity()
      const user = await info(clients.interactive, slackUserId)
      return user === null ? stranger : askedUser(user, home)
    },

    async person(slackUserId) {
      const home = await identity()
      const user = await info(clients.people, slackUserId)
      return user === null ? null : directoryUser(user, home)
    },
  }
}

/** Null when Slack does not know or show them. */
async function info(client: WebClient, slackUserId: string): Promise<SlackUser | null> {
  try {
    const answer = await callSlack(() => client.users.info({ user: slackUserId }))
    const read = userAnswer.safeParse(answer).data
    if (read === undefined) throw unreadable()
    return read.user
  } catch (error) {
    if (error instanceof SlackError && unknownHere.has(error.code)) return null
    throw error
  }
}

/** Slack does not know them here, or does not show them to the bot. */
const unknownHere = new Set(['user_not_found', 'user_not_visible', 'users_not_found'])

const stranger: AskedUser = {
  kind: 'stranger',
  isAdmin: false,
  deactivated: false,
  name: 'somebody',
  address: null,
  timeZone: null,
}

const unreadable = (): SlackError => new SlackError({ kind: 'unavailable', code: 'bad_answer' })
