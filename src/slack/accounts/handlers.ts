import type { AccountCard } from '../../domain/account-card.ts'
import { wholeJournal } from '../../domain/journal-window.ts'
import type { Workflows } from '../../workflows/for-slack.ts'
import { readAccount } from '../doors/account.ts'
import { connectionOf, type LiveSetup } from '../doors/setup.ts'
import {
  type ActionAsked,
  type Asked,
  action,
  command,
  type Listener,
  submission,
} from '../frame/listener.ts'
import { refusal, saidView } from '../frame/standard-views.ts'
import { accountsIds } from '../ids/accounts.ts'
import { accountCardView, noCardView } from './card/view.ts'
import { accountsListView } from './list/view.ts'
import {
  filterOf,
  type ListAsked,
  readCleared,
  readFilters,
  readOpening,
  readTurn,
  searching,
} from './read.ts'

/** Lines of the journal on a card. */
const historyLength = 6

/** What only Miro can say, where it may be asked: its list of members has no teams, and no names. */
function asksMiro({ teamsGranted, boardsGranted, account, assessment, disconnectedAt }: AccountCard) {
  const there = account.removedAt === null && disconnectedAt === null
  const nameless = account.name === null && assessment?.class !== 'staff'
  return { teams: there && teamsGranted, name: there && boardsGranted && nameless }
}

/** The list of accounts with its filters, and the card of one account. */
export function accountsListeners(
  workflows: Pick<
    Workflows,
    | 'readSetup'
    | 'accountWords'
    | 'readAccounts'
    | 'readAccountCard'
    | 'readTeams'
    | 'readName'
    | 'readJournal'
  >,
  liveSetup: Pick<LiveSetup, 'window'>,
  clock: () => Date,
): Listener[] {
  const list = async ({ who, answer }: Asked, asked: ListAsked) => {
    const setup = await workflows.readSetup(who.workspaceId)
    const { connections } = setup
    const connection = connectionOf(asked.miroOrgId, setup) ?? connections[0]
    if (connection === undefined) return answer.show(liveSetup.window(setup))
    const { key } = connection
    const words = await workflows.accountWords(key)
    const filter = filterOf(asked.chosen, words)
    const afterId = asked.after.at(-1) ?? null
    const found = await workflows.readAccounts({ key, filter, afterId })
    const here = { ...asked, miroOrgId: key.miroOrgId }
    await answer.show(
      accountsListView({ connections, connection, asked: here, filter, words, found, now: clock() }),
    )
  }
  const card = async ({ who, answer, value }: ActionAsked) => {
    const asked = readAccount(value)
    if (asked === null) return answer.show(noCardView())
    const { o: miroOrgId, a: accountId } = asked
    const key = { workspaceId: who.workspaceId, miroOrgId }
    const shown = await workflows.readAccountCard({ key, accountId, by: who.slackUserId })
    if (shown.outcome === 'not_found') return answer.show(noCardView())
    if (shown.outcome === 'refused') return answer.show(saidView(refusal(shown.refused)))
    const asks = asksMiro(shown.card)
    const history =
      shown.viewer === 'own'
        ? null
        : await workflows.readJournal({
            ...{ workspaceId: who.workspaceId, by: who.slackUserId, before: null, most: historyLength },
            filter: { ...wholeJournal, account: { miroOrgId, accountId } },
          })
    await answer.show(
      accountCardView({ ...shown, miroOrgId, teams: asks.teams ? 'asking' : null }, clock(), history),
    )
    if (!asks.teams && !asks.name) return
    const [teams, name] = await Promise.all([
      asks.teams ? workflows.readTeams({ key, accountId }) : null,
      asks.name ? workflows.readName({ key, accountId }) : null,
    ])
    const named = { ...shown.card, account: { ...shown.card.account, name: name ?? shown.card.account.name } }
    await answer.showMore(accountCardView({ ...shown, card: named, miroOrgId, teams }, clock(), history))
  }
  const update = (id: string, read: (asked: ActionAsked) => ListAsked): Listener =>
    action(id, 'update', asked => list(asked, read(asked)))
  const filters = [
    accountsIds.search,
    accountsIds.organization,
    accountsIds.presence,
    accountsIds.class,
    accountsIds.role,
    accountsIds.license,
    accountsIds.verdict,
    accountsIds.inactive,
  ]
  return [
    command(
      ['accounts', 'account'],
      'open',
      'lists the Miro accounts, filtered and searched as you like, each with its card',
      asked => list(asked, searching(asked.text)),
    ),
    action(accountsIds.open, 'open', asked => list(asked, readOpening(asked.value))),
    action(accountsIds.card, 'open', card),
    ...filters.map(id => update(id, readFilters)),
    update(accountsIds.clear, readCleared),
    update(accountsIds.nextPage, asked => readTurn(asked.value, asked)),
    update(accountsIds.previousPage, asked => readTurn(asked.value, asked)),
    submission(accountsIds.modal, submitted => ({ input: readFilters(submitted) }), list),
  ]
}
