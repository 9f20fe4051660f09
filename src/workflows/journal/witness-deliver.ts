import { dayIn } from '../../domain/wall-clock.ts'
import { type WitnessTime, witnessFile, witnessTime } from '../../domain/witness.ts'
import { noteChannelTrouble, noteChannelWorks } from '../alerts/channel-trouble.ts'
import { type ForeignError, foreignError } from '../foreign-error.ts'
import type { Answer, Uses } from '../uses.ts'
import { keyOf, lookFor, type WitnessRow } from './witness-look.ts'

type Workspace = Answer<'workspaces.get'>

type Delivering = Parameters<typeof lookFor>[0] &
  Parameters<typeof noteChannelTrouble>[0] &
  Parameters<typeof noteChannelWorks>[0] &
  Uses<
    | 'clock'
    | 'log.info'
    | 'log.warn'
    | 'channels.info'
    | 'witnesses.due'
    | 'witnesses.month'
    | 'witnesses.claim'
    | 'witnesses.sending'
    | 'witnesses.sent'
    | 'witnesses.failed'
    | 'witnesses.ended'
    | 'witnesses.lost'
    | 'witnessSender.post'
    | 'witnessSender.bring'
    | 'witnessSender.share'
  >

/** Where something may be posted now: `above` is the message it stands under. */
type Place = { readonly channelId: string; readonly above: WitnessRow | null }

/** A try: the row as it was claimed, and where it may be posted; null: nowhere now, so that it is only looked for. */
type Try = {
  readonly row: WitnessRow
  readonly place: Place | null
  /** Its month or day has passed, or alerts go elsewhere: it is not posted any more. */
  readonly isOver: boolean
  readonly workspace: Workspace
  /** From here on an answer that does not come leaves open whether it stands. */
  readonly asking: { now: boolean }
}

const minute = 60_000
/** Longer than all calls of a try may take together. Whoever was killed with it has lost it after that. */
const lease = 2 * minute
const longestWait = 30 * minute
/** Slack may share a file so much later than it was asked to. */
const sharesWithin = 10 * minute

/**
 * Posts what is due, each once. What may have been posted when an answer was lost is looked up first, also when its
 * day is over. Nothing that stands is edited.
 */
export async function deliverWitness(
  world: Delivering,
  { workspace, timeZone }: { readonly workspace: Workspace; readonly timeZone: string },
): Promise<void> {
  const due = await world.witnesses.due(workspace.id, world.clock())
  for (const row of due) {
    const now = world.clock()
    const time = witnessTime(now, timeZone)
    const isOver =
      row.kind === 'day' ? row.day < dayIn(now, timeZone) : time !== null && !isWanted(row, time, workspace)
    const place = time === null || isOver ? null : await placeFor(world, row, { time, workspace })
    if (place === null && !isOver && row.state === 'pending') continue
    const claimed = await world.witnesses.claim(row, new Date(now.getTime() + lease))
    if (claimed !== null)
      await trying(world, { row: claimed, place, isOver, workspace, asking: { now: false } })
  }
}

/** A month's message belongs to its month, and to the channel that alerts go to. */
const isWanted = (row: WitnessRow, { month }: WitnessTime, { alertChannelId }: Workspace): boolean =>
  row.day === month && row.forChannel === alertChannelId

/** null: not now. Replies wait for the message they stand under. */
async function placeFor(
  world: Delivering,
  row: WitnessRow,
  { time, workspace }: { readonly time: WitnessTime; readonly workspace: Workspace },
): Promise<Place | null> {
  const channelId = workspace.alertChannelId
  if (channelId === null) return null
  if (row.kind === 'month') return time.opensMonth ? { channelId, above: null } : null
  const above = await world.witnesses.month(workspace.id, { month: time.month, channelId })
  return above?.state === 'sent' && above.ts !== null ? { channelId, above } : null
}

async function trying(world: Delivering, one: Try): Promise<void> {
  try {
    await lookAndPost(world, one)
  } catch (error) {
    const foreign = foreignError(error)
    if (foreign === null) throw error
    await refused(world, one, { ...foreign, outcomeUnknown: one.asking.now && foreign.outcomeUnknown })
  }
}

async function lookAndPost(world: Delivering, one: Try): Promise<void> {
  const { row, place, isOver, workspace } = one
  const found = row.state === 'sending' ? await lookFor(world, row, workspace.alertChannelId) : null
  if (found !== null && found !== 'cannot_look') return stands(world, one, found.ts)
  if (isOver && !mayCome(world, row))
    return void (await world.witnesses.ended(row, found === null ? 'missed' : 'unclear'))
  if (place === null) return waiting(world, row, minute)
  if (await refusedAsShared(world, one, place)) return
  const mayLook = found === null
  const fileId = row.kind === 'month' ? null : await fileOf(world, row)
  const posting = { ...one, place, mayLook }
  await (fileId === null ? postText(world, posting) : shareFile(world, { ...posting, fileId }))
}

type Posting = Try & { readonly place: Place; readonly mayLook: boolean }

const toOf = ({ channelId, above }: Place) => ({ channelId, threadTs: above?.ts ?? null })

async function postText(world: Delivering, one: Posting): Promise<void> {
  const { row, place, mayLook, asking } = one
  // Where nobody can look, the second is the last.
  const isLast = !mayLook && row.maybeDouble && row.channelId === place.channelId
  if (isLast) return waiting(world, row, longestWait)
  const way = { ...toOf(place), fileId: null, askedAt: world.clock() }
  if (!(await world.witnesses.sending(row, { ...way, maybeDouble: row.maybeDouble || !mayLook }))) return
  asking.now = true
  const { ts } = await world.witnessSender.post(toOf(place), row.words, keyOf(row))
  await stands(world, one, ts)
}

/** Slack shares a file once, however often it is asked to; so a lost answer is asked for again. */
async function shareFile(world: Delivering, one: Posting & { readonly fileId: string }): Promise<void> {
  const { row, place, fileId, asking } = one
  const askedAt = row.state === 'sending' && row.fileId === fileId ? row.askedAt : null
  const way = { ...toOf(place), fileId, askedAt: askedAt ?? world.clock(), maybeDouble: row.maybeDouble }
  if (!(await world.witnesses.sending(row, way))) return
  asking.now = true
  try {
    await world.witnessSender.share(fileId, toOf(place))
  } catch (error) {
    const kind = foreignError(error)?.kind ?? ''
    if (kind === 'file_not_found') return spent(world, one, askedAt)
    if (!noFiles.has(kind)) throw error
    return void (await world.witnesses.failed(row, { ...again(world, 0), state: 'pending', fileId: null }))
  }
  const found = await lookFor(world, { ...row, ...way }, place.channelId)
  if (found === null)
    return void (await world.witnesses.failed(row, { ...again(world, 0), state: 'sending' }))
  await stands(world, one, found === 'cannot_look' ? null : found.ts)
}

/** Slack was asked for it before and may yet show it, or it has forgotten the file. */
async function spent(world: Delivering, { row, mayLook }: Posting, askedAt: Date | null): Promise<void> {
  const { failed } = world.witnesses
  if (askedAt === null)
    return void (await failed(row, { ...again(world, 0), state: 'pending', fileId: null }))
  if (mayCome(world, { fileId: row.fileId, askedAt })) return waiting(world, row, 0)
  if (!mayLook && row.maybeDouble) return waiting(world, row, longestWait)
  await failed(row, { ...again(world, 0), state: 'pending', fileId: null, maybeDouble: true })
}

const mayCome = (world: Delivering, { fileId, askedAt }: Pick<WitnessRow, 'fileId' | 'askedAt'>): boolean =>
  fileId !== null && askedAt !== null && world.clock().getTime() - askedAt.getTime() < sharesWithin

const noFiles = new Set(['missing_scope', 'uploads_off'])

/** Its id is stored before it is shared. null: the bot may not bring files. */
async function fileOf(world: Delivering, row: WitnessRow): Promise<string | null> {
  if (row.fileId !== null) return row.fileId
  try {
    return (await world.witnessSender.bring(witnessFile(row.day), row.words)).fileId
  } catch (error) {
    if (noFiles.has(foreignError(error)?.kind ?? '')) return null
    throw error
  }
}

async function stands(world: Delivering, { row, place, workspace }: Try, ts: string | null): Promise<void> {
  await world.witnesses.sent(row, ts, world.clock())
  const { kind, day } = row
  world.log.info({ workspaceId: workspace.id, kind, day }, 'the record was witnessed in Slack')
  if (place !== null) await noteChannelWorks(world, workspace.id, place.channelId)
}

const again = (world: Delivering, milliseconds: number) => ({
  nextTryAt: new Date(world.clock().getTime() + milliseconds),
})

async function waiting(world: Delivering, row: WitnessRow, milliseconds: number): Promise<void> {
  const state = row.state === 'sending' ? 'sending' : 'pending'
  await world.witnesses.failed(row, { ...again(world, milliseconds), state })
}

const shared: ForeignError = {
  ...{ kind: 'shared', code: 'shared', permanent: true, outcomeUnknown: false, retryAfterSeconds: null },
}

/** Other companies read there. */
async function refusedAsShared(world: Delivering, one: Try, place: Place): Promise<boolean> {
  const room = await world.channels.info(place.channelId)
  if (room.outcome !== 'found' || !room.isShared) return false
  await refused(world, one, shared)
  return true
}

const channelTroubles = new Set([
  ...['not_in_channel', 'channel_not_found', 'is_archived', 'restricted', shared.kind],
])

async function refused(
  world: Delivering,
  { row, place, workspace }: Try,
  { kind, code, outcomeUnknown, retryAfterSeconds }: ForeignError,
): Promise<void> {
  const { id: workspaceId, alertChannelId: channelId } = workspace
  world.log.warn({ workspaceId, day: row.day, kind, code }, 'the record could not be witnessed yet')
  // Somebody deleted the message of the month: another one is posted.
  if (kind === 'message_not_found' && place?.above) await world.witnesses.lost(place.above)
  const wait =
    retryAfterSeconds === null
      ? Math.min(5_000 * 2 ** Math.min(row.attempts, 10), longestWait)
      : retryAfterSeconds * 1000
  await world.witnesses.failed(row, {
    ...again(world, wait),
    state: outcomeUnknown || row.state === 'sending' ? 'sending' : 'pending',
    lastError: code ?? kind,
    // What was refused does not stand.
    ...(!outcomeUnknown && { maybeDouble: row.maybeDouble }),
  })
  // A thread may be locked where everything else can be posted.
  const ofTheThread = kind === 'restricted' && row.kind === 'day'
  if (channelId === null || ofTheThread || !channelTroubles.has(kind)) return
  const { alertChannelSetBy: setBy, alertChannelFence: fence } = workspace
  await noteChannelTrouble(world, workspaceId, { channelId, trouble: kind, setBy, fence })
}
