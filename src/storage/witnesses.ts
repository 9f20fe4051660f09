import type { Witnessed } from '../domain/journal-check.ts'
import type { Storage } from './engine/storage.ts'
import type { Prisma } from './generated/client.ts'

const columns = {
  ...{ workspaceId: true, kind: true, day: true, forChannel: true, round: true, words: true, state: true },
  ...{ channelId: true, threadTs: true, ts: true, fileId: true, askedAt: true, attempts: true },
  ...{ maybeDouble: true, createdAt: true },
} as const satisfies Prisma.WitnessSelect

type Row = Prisma.WitnessGetPayload<{ select: typeof columns }>

/** missed: its time was over before it was posted. unclear: nobody can look whether it was. */
type Ended = 'missed' | 'unclear'

/** One message of the witness, and how far it got. `attempts` names the try: what an older one reports no longer counts. */
export type WitnessRow = Omit<Row, 'kind' | 'state'> & {
  readonly kind: 'month' | 'day'
  readonly state: 'pending' | 'sending' | 'sent' | Ended | 'lost'
}

type Month = { readonly month: string; readonly channelId: string }
type Said = { readonly words: string; readonly number: number; readonly hash: string }
/** Where it is about to stand. */
type Way = Pick<WitnessRow, 'threadTs' | 'fileId' | 'askedAt' | 'maybeDouble'> & {
  readonly channelId: string
}

/** Of a month: another one may be posted. */
const over = ['missed', 'unclear', 'lost']

type Failure = {
  readonly nextTryAt: Date
  readonly state: 'pending' | 'sending'
  readonly lastError?: string
  readonly maybeDouble?: boolean
  readonly fileId?: null
}

const rowOf = ({ kind, state, ...row }: Row): WitnessRow => ({
  ...row,
  kind: kind as WitnessRow['kind'],
  state: state as WitnessRow['state'],
})

/** The address of a reply, as Slack makes them; null: where it stands is not known. */
function linkTo(
  { channelId, workspace }: { readonly channelId: string | null; readonly workspace: { url: string | null } },
  ts: string | null,
  threadTs: string | null,
): string | null {
  if (channelId === null || ts === null || workspace.url === null) return null
  const link = new URL(`archives/${channelId}/p${ts.replace('.', '')}`, workspace.url)
  if (threadTs !== null) link.search = new URLSearchParams({ thread_ts: threadTs, cid: channelId }).toString()
  return link.href
}

/** What was said in Slack of how far the journal goes. Rows are never deleted: an audit compares them with Slack. */
export function witnessesRepository({ prisma }: Pick<Storage, 'prisma'>) {
  /** Writes what came of this try, unless a later one took the message. */
  const ofThisTry = async (
    row: WitnessRow,
    data: Prisma.WitnessUpdateManyMutationInput,
  ): Promise<boolean> => {
    const { workspaceId, kind, day, forChannel, round } = row
    const where = { workspaceId, kind, day, forChannel, round, attempts: row.attempts }
    return (await prisma.witness.updateMany({ where, data })).count === 1
  }

  return {
    /** The message of a month in a channel: it stands, or is on its way. */
    async month(workspaceId: string, { month, channelId }: Month): Promise<WitnessRow | null> {
      const found = await prisma.witness.findFirst({
        where: { workspaceId, kind: 'month', day: month, forChannel: channelId, state: { notIn: over } },
        select: columns,
        orderBy: { round: 'desc' },
      })
      return found === null ? null : rowOf(found)
    },

    async day(workspaceId: string, day: string): Promise<WitnessRow | null> {
      const key = { workspaceId, kind: 'day', day, forChannel: '', round: 0 }
      const found = await prisma.witness.findUnique({
        where: { workspaceId_kind_day_forChannel_round: key },
        select: columns,
      })
      return found === null ? null : rowOf(found)
    },

    /** What was said in Slack of blocks, each day. */
    async ofBlocks(workspaceId: string): Promise<readonly Witnessed[]> {
      const found = await prisma.witness.findMany({
        where: { workspaceId, kind: 'day', state: 'sent' },
        select: {
          ...{ day: true, blockNumber: true, blockHash: true, words: true, channelId: true, ts: true },
          ...{ threadTs: true, fileId: true, workspace: { select: { url: true } } },
        },
        orderBy: { day: 'asc' },
      })
      return found.flatMap(
        ({ day, blockNumber: number, blockHash: hash, words, ts, threadTs, fileId, ...at }) => {
          if (number === null || hash === null) return []
          return [{ day, number, hash, words, ts, fileId, link: linkTo(at, ts, threadTs) }]
        },
      )
    },

    /** A month's message is to be posted. Of several processes one adds it. */
    async addMonth(
      workspaceId: string,
      { month, channelId }: Month,
      words: string,
      now: Date,
    ): Promise<void> {
      const of = { workspaceId, kind: 'month', day: month, forChannel: channelId }
      const round = await prisma.witness.count({ where: { ...of, state: { in: over } } })
      const data = { ...of, round, words, state: 'pending', nextTryAt: now, createdAt: now }
      await prisma.witness.createMany({ data, skipDuplicates: true })
    },

    /** A day's reply is to be posted, once whatever happens. */
    async addDay(workspaceId: string, day: string, { words, number, hash }: Said, now: Date): Promise<void> {
      const of = { workspaceId, kind: 'day', day }
      const said = { words, blockNumber: number, blockHash: hash }
      const data = { ...of, ...said, state: 'pending', nextTryAt: now, createdAt: now }
      await prisma.witness.createMany({ data, skipDuplicates: true })
    },

    /** What is not sent yet and due, months first. */
    async due(workspaceId: string, now: Date): Promise<WitnessRow[]> {
      const found = await prisma.witness.findMany({
        where: { workspaceId, state: { in: ['pending', 'sending'] }, nextTryAt: { lte: now } },
        select: columns,
        orderBy: [{ kind: 'desc' }, { day: 'asc' }, { round: 'asc' }],
      })
      return found.map(rowOf)
    },

    /** Takes it until then: the row of this try, for one caller of all processes; null for all others. */
    async claim(row: WitnessRow, until: Date): Promise<WitnessRow | null> {
      const { state } = row
      const { workspaceId, kind, day, forChannel, round, attempts } = row
      const { count } = await prisma.witness.updateMany({
        where: { workspaceId, kind, day, forChannel, round, attempts, state },
        data: { attempts: attempts + 1, nextTryAt: until },
      })
      return count === 1 ? { ...row, attempts: attempts + 1 } : null
    },

    /** Before Slack is asked to post or share it: whoever goes on after a crash looks there. False: a later try has it. */
    sending: (row: WitnessRow, way: Way): Promise<boolean> => ofThisTry(row, { ...way, state: 'sending' }),

    /** It stands there; `ts` null: nobody could look where the file does. */
    sent: (row: WitnessRow, ts: string | null, now: Date): Promise<boolean> =>
      ofThisTry(row, { ts, state: 'sent', sentAt: now, lastError: null }),

    /** It is tried again then. `state` sending: it may stand in Slack all the same. What is not given stays. */
    failed: (row: WitnessRow, failure: Failure): Promise<boolean> => ofThisTry(row, failure),

    /** It is not posted any more. */
    ended: (row: WitnessRow, state: Ended): Promise<boolean> => ofThisTry(row, { state }),

    /** Somebody deleted the message of a month: what follows stands under another one. */
    async lost({ workspaceId, kind, day, forChannel, round }: WitnessRow): Promise<void> {
      const where = { workspaceId, kind, day, forChannel, round, state: 'sent' }
      await prisma.witness.updateMany({ where, data: { state: 'lost' } })
    },
  }
}
