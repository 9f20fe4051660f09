import { minutesOfSync } from '../../domain/sync-time.ts'
import type { SyncProblem, SyncProgress } from '../../workflows/sync/run-sync.ts'
import type { Setup } from '../../workflows/workspace/read-setup.ts'
import { checksButton } from '../doors/finding.ts'
import { syncButton } from '../doors/setup.ts'
import { actions, button, context, type Message, message, note, section } from '../frame/blocks.ts'
import { count, counted, date, join, type Markup, md, spaced, words } from '../frame/text.ts'
import { connectIds } from '../ids/connection.ts'
import { disconnectedBlocks, firstSyncTime } from '../words/connection.ts'

/** 75_400 → "1 min 15 s" */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** The one message that shows how far a sync is, edited until it ends. */
export function progressMessage(facts: SyncProgress): Message {
  const { phase } = facts
  if (phase === 'asked') return askedMessage()
  if (phase === 'done') return doneMessage(facts)
  if (phase === 'failed') return failedMessage(facts)
  if (phase === 'held') return heldMessage(facts)
  if (phase === 'already') return alreadyMessage(facts)
  const title = md`Sync running · ${phases[phase]}`
  return message(title, [
    section(md`*${title}*\n${readSoFar(facts)}`),
    context(spaced(md`Running for ${elapsed(facts)}.`, expected(facts))),
  ])
}

const phases = {
  staff: 'the staff list',
  accounts: 'Miro accounts',
  checks: 'the checks',
} as const

/** How long it takes in all, where that is known beforehand. */
const expected = ({ accountsKnown = null }: SyncProgress): Markup =>
  accountsKnown === null
    ? firstSyncTime
    : md`About ${counted(minutesOfSync(accountsKnown), 'minute')} in all.`

const elapsed = ({ startedAt, now }: SyncProgress): string =>
  duration(Math.max(1000, now.getTime() - startedAt.getTime()))

const readSoFar = ({ phase, accountsRead, accountsKnown = null, peopleRead }: SyncProgress): Markup => {
  const underWay = phase === 'staff' || phase === 'accounts'
  const accounts =
    underWay && accountsKnown !== null
      ? `${count(accountsRead)} of about ${counted(accountsKnown, 'account')}`
      : counted(accountsRead, 'account')
  return words(`${accounts} and ${counted(peopleRead, 'person', 'people')} synced.`)
}

const askedMessage = (): Message =>
  note(
    md`Sync requested. It starts in a moment. If this still stands here in a minute, try again: \`/miro sync\`.`,
  )

function doneMessage(facts: SyncProgress): Message {
  const title = md`Sync complete · ${counted(facts.accountsRead, 'account')} in ${elapsed(facts)}`
  return message(title, [
    section(join([md`*${title}*`, resultLine(facts)])),
    actions([checksButton('primary')]),
    context(md`Finished ${date(facts.now)}.`),
  ])
}

function resultLine({ result, joined }: SyncProgress): Markup | null {
  if (result === null) return null
  const { added, changed, gone, open } = result
  const news =
    joined === true
      ? 'The accounts come from a sync that was already running'
      : added + changed + gone === 0
        ? 'Nothing changed in Miro'
        : `${added} new, ${changed} changed, ${gone} gone`
  return words(
    `${news}. ${open === 0 ? 'No findings are open.' : `${counted(open, 'finding')} ${open === 1 ? 'is' : 'are'} open.`}`,
  )
}

function failedMessage(facts: SyncProgress): Message {
  const { problem } = facts
  const title = md`Sync not complete`
  const reconnect = problem === 'reconnect_needed' || problem === 'access_lost'
  const why = facts.because == null ? problems[problem ?? 'stopped'] : words(facts.because)
  return message(md`${title}. ${why}`, [
    section(md`*${title}*\n${why}`),
    actions([
      reconnect || problem === 'disconnected'
        ? button(reconnect ? 'Reconnect' : 'Connect again', connectIds.open, { style: 'primary' })
        : syncButton('Try again', 'primary'),
    ]),
    context(md`${readSoFar(facts)} Stopped ${date(facts.now)} after ${elapsed(facts)}.`),
  ])
}

const kept = 'We still use the data of the last complete sync.'

const problems: Readonly<Record<SyncProblem, Markup>> = {
  reconnect_needed: words(`Miro no longer accepts the bot’s access. Reconnect as a Company Admin. ${kept}`),
  access_lost: words(
    `Miro refuses to list the accounts: the Enterprise plan or the Company Admin role is gone. ${kept}`,
  ),
  incomplete: words(`Miro’s list was not complete, so nothing changed. Try again in a few minutes.`),
  cursor_repeated: words(`Miro’s list did not end, so nothing changed. Try again in a few minutes.`),
  unavailable: words(`Miro did not answer (tried several times). ${kept} Try again in a few minutes.`),
  bad_answer: words(`Miro’s answer could not be read, so nothing changed. Try again in a few minutes.`),
  held: words(`Miro’s list changed so much that an administrator has to decide first. ${kept}`),
  superseded: words(`Another sync started meanwhile and goes on.`),
  staff_failed: words(
    `Slack’s staff list could not be read completely, so nobody counts as gone. Try again in a few minutes.`,
  ),
  stopped: words(`The bot could not finish it. ${kept} Try again in a few minutes.`),
  disconnected: words(`Miro was disconnected meanwhile, so nothing changed.`),
  no_addresses: words(
    `Slack gave no e-mail addresses of the staff, so no account can be matched to a person. Add the bot scope users:read.email to the Slack app, install it again, and try again.`,
  ),
}

function heldMessage(facts: SyncProgress): Message {
  const title = md`Sync waits for a decision`
  return message(title, [
    section(md`*${title}*\n${problems.held} The alert about it has the buttons to decide.`),
    context(md`${readSoFar(facts)} Stopped ${date(facts.now)}.`),
  ])
}

function alreadyMessage(facts: SyncProgress): Message {
  const title = md`A sync was already running`
  return message(title, [
    section(
      md`*${title}*\n${counted(facts.accountsRead, 'account')} synced by then. It began ${date(facts.startedAt)}.`,
    ),
    context(
      // Waited for in vain: most likely nobody asked for it, so no message shows its end.
      facts.problem === 'superseded'
        ? md`\`/miro status\` shows how it ended.`
        : md`Its own message shows how it ends.`,
    ),
  ])
}

/** Where the progress can be followed, for somebody who typed the command in another place. */
export const progressPointer = (): Message =>
  note(md`Sync requested. Its progress is in your direct messages with this bot.`)

export const notConnected = (setup: Pick<Setup, 'disconnected'>): Message =>
  message(md`Miro is not connected ${setup.disconnected.length === 0 ? 'yet' : 'any more'}`, [
    ...(setup.disconnected.length === 0
      ? [section(md`Miro is not connected yet, so there is nothing to sync.`)]
      : disconnectedBlocks(setup)),
    actions([button('Connect Miro', connectIds.open, { style: 'primary' })]),
  ])

export const decidedReply = (decision: 'apply' | 'retry'): Message =>
  decision === 'apply'
    ? note(md`Applying it. The message closes when that is done.`)
    : note(md`We are trying again. The message closes if the new list looks right.`)

export const outOfDate = (): Message =>
  note(md`Nothing to decide any more: somebody decided already, or a newer sync replaced it.`)
