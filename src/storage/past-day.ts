import type { z } from 'zod'
import type { Account, Classification } from '../domain/account.ts'
import type { Frame } from '../domain/checks/form.ts'
import type { ConnectionKey } from '../domain/connection-key.ts'
import type { Approval, SavedRule } from '../domain/rule.ts'
import type { Assessment, Exception, Snapshot } from '../domain/snapshot.ts'
import type { Person, PersonAddress } from '../domain/staff.ts'
import { one, rows } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import {
  accountIdsThen,
  accountsThen,
  frameThen,
  knownThen,
  peopleThen,
  type Remembered,
} from './past-day-sql.ts'
import {
  accountThen,
  addressesThen,
  approvalThen,
  classThen,
  connectionThen,
  enteredThen,
  exceptionThen,
  gapThen,
  personThen,
  ruleThen,
  settingsThen,
  verdictThen,
} from './past-shapes.ts'
import { ruleOf } from './rules-sql.ts'
import { add } from './snapshot-batch.ts'
import { tenant } from './tenant-sql.ts'

/** What all accounts had in common, as an evaluation uses it. */
export type FrameThen = Omit<
  Frame,
  'now' | 'evaluationId' | 'accounts' | 'timeZone' | 'accountsUntil' | 'staffUntil'
> & {
  /** null: the workspace had none of its own. */
  readonly timeZone: string | null
  /** When the source had turned stale, and when it had been read last; null: it was in no gap. */
  readonly accountsStaleAt: Date | null
  readonly staffStaleAt: Date | null
  readonly accountsSince: Date | null
  readonly staffSince: Date | null
  readonly listReadAt: Date | null
}

export type PeopleThen = Pick<Snapshot, 'people' | 'addresses'>

/** Accounts with what was decided about them, and what the checks had said of them by then. */
export type AccountsThen = Pick<
  Snapshot,
  'accountsInBatch' | 'previous' | 'exceptions' | 'approvals' | 'classifications'
>

/** How things were at an instant, made of the journal alone. */
export function pastDayRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    /** null: the organisation was not connected. */
    async frame(key: ConnectionKey, until: Date): Promise<FrameThen | null> {
      const found = await rows(pool, frameThen, [...tenant(key), until])
      const of = (kind: string) => found.findLast(row => row.kind === kind)
      const [settings, connection, rule] = [of('settings'), of('connection'), of('rule')]
      if (settings === undefined || connection === undefined) return null
      const { state, criticalSince } = connectionThen.parse(connection.facts)
      if (state === 'disconnected') return null
      const known = await one(pool, knownThen, [...tenant(key), until])
      const gaps = found.flatMap(row => (row.kind === 'gap' ? [gapThen.parse(row.facts)] : []))
      const open = (of: 'miro' | 'staff') =>
        gaps.find(({ source, endedAt }) => source === of && endedAt === null) ?? null
      return {
        ...settingsThen.parse(settings.facts),
        ...{ accountsStaleAt: open('miro')?.staleAt ?? null, staffStaleAt: open('staff')?.staleAt ?? null },
        ...{ accountsSince: open('miro')?.since ?? null, staffSince: open('staff')?.since ?? null },
        listReadAt: known.listReadAt === null ? null : new Date(known.listReadAt),
        critical: criticalSince !== null,
        rule: rule === undefined ? null : savedRule(rule),
        staff: known.staffRead ? 'fresh' : 'unread',
        roles: known.roles,
        groups: null,
      }
    },

    /** Everybody the sources knew, and ids of the user groups Slack had; null: none was ever read. */
    async people(
      workspaceId: string,
      until: Date,
      { staffStaleAt, listReadAt }: Pick<FrameThen, 'staffStaleAt' | 'listReadAt'>,
    ): Promise<PeopleThen & Pick<Frame, 'groups'>> {
      const people = new Map<string, Person>()
      const addresses = new Map<string, PersonAddress[]>()
      const memberships = new Map<string, string[]>()
      const groups: string[] = []
      let groupsRead = false
      const found = await rows(pool, peopleThen, [workspaceId, until])
      for (const row of found) {
        if (row.kind === 'group') add(memberships, row.subject, String(row.facts['groupId']))
        if (row.kind === 'slack_group') groupsRead = true
        if (row.kind === 'slack_group' && row.facts['active'] === true) groups.push(row.subject)
      }
      const entered = new Map<string, z.infer<typeof enteredThen>>()
      for (const row of found)
        if (row.kind === 'source') entered.set(row.subject, enteredThen.parse(row.facts))
      /** As the snapshot of an evaluation has it: told in the gap by a person, or over in a list read then. */
      const toldSince = (day: Date | null, own: Date | null | undefined): boolean =>
        day !== null &&
        staffStaleAt !== null &&
        day > staffStaleAt &&
        (own?.getTime() === day.getTime() || (listReadAt !== null && day <= listReadAt))
      for (const row of found)
        if (row.kind === 'person') {
          const person = personThen.parse(whole(row))
          const ids = person.slackUserId === null ? [] : (memberships.get(person.slackUserId) ?? [])
          const said = entered.get(row.subject)
          people.set(row.subject, {
            ...{ id: row.subject, ...person, groups: ids.sort() },
            startToldSince: toldSince(person.startAt, said?.startAt),
            endToldSince: toldSince(person.endAt, said?.endAt),
          })
        }
      for (const row of found)
        if (row.kind === 'addresses' && people.has(row.subject))
          for (const { address, kind } of addressesThen.parse(whole(row)).addresses)
            add(addresses, address, { personId: row.subject, address, kind })
      return { people, addresses, groups: groupsRead ? groups.sort() : null }
    },

    /** The accounts that follow `afterId` in the order of their ids, gone ones too; none at the end. */
    async batch(key: ConnectionKey, until: Date, afterId: string, size: number): Promise<AccountsThen> {
      const ids = await rows(pool, accountIdsThen, [...tenant(key), afterId, until, size])
      const found = await rows(pool, accountsThen, [...tenant(key), ids.map(({ id }) => id), until])
      const accounts = new Map<string, Account>()
      const previous = new Map<string, Assessment>()
      const exceptions = new Map<string, Exception[]>()
      const approvals = new Map<string, Approval>()
      const classifications = new Map<string, Classification>()
      for (const row of found) {
        const { kind, subject: id } = row
        if (kind === 'account') accounts.set(id, { id, ...accountThen.parse(whole(row)) })
        else if (kind === 'verdict') previous.set(id, { accountId: id, ...verdictThen.parse(row.facts) })
        else if (kind === 'class') classifications.set(id, classThen.parse(whole(row)))
        else if (kind === 'approval') approvals.set(id, { accountId: id, ...approvalThen.parse(row.facts) })
        else {
          const { revokedAt, ...exception } = exceptionThen.parse(row.facts)
          if (revokedAt === null) add(exceptions, id, exception)
        }
      }
      const accountsInBatch = ids.flatMap(({ id }) => accounts.get(id) ?? [])
      return { accountsInBatch, previous, exceptions, approvals, classifications }
    },
  }
}

/** Facts and personal part; of the part, nothing where it was deleted. */
const whole = ({ facts, part }: Remembered): object => ({ ...facts, ...(part && JSON.parse(part)) })

function savedRule(row: Remembered): SavedRule {
  const { version, savedBy, savedAt, ...stored } = ruleThen.parse(row.facts)
  return { version, savedBy, savedAt, rule: ruleOf(stored) }
}
