import type { Workflows } from '../../../workflows/for-slack.ts'
import type { SetupConnection } from '../../../workflows/workspace/read-setup.ts'
import { connectionFinder } from '../../doors/connection-finder.ts'
import type { LiveSetup } from '../../doors/setup.ts'
import {
  type ActionAsked,
  type Asked,
  action,
  type Listener,
  submission,
  type ViewState,
} from '../../frame/listener.ts'
import { severalIds } from '../../ids/identity.ts'
import { accountRefusalInWords, isAboutAccount } from '../../words/identify.ts'
import { refusedView } from '../identify/view.ts'
import { acceptedInWords, refusedInWords, savedInWords } from './news.ts'
import {
  boxValue,
  readFilled,
  readGuesses,
  readPage,
  readSeveral,
  type SeveralAsked,
  type SeveralForm,
} from './read.ts'
import { severalView } from './view.ts'

type More = Partial<Omit<Parameters<typeof severalView>[0], 'asked' | 'found' | 'now'>>

/** Whose several accounts are, in one window: from a group alert, from the list of accounts and from the check. */
export function severalListeners(
  workflows: Pick<
    Workflows,
    'readSetup' | 'readUnidentified' | 'identifySeveral' | 'acceptGuesses' | 'refuseGuess'
  >,
  liveSetup: Pick<LiveSetup, 'window'>,
  clock: () => Date,
): Listener[] {
  const known = connectionFinder(workflows.readSetup, liveSetup)
  const read = ({ who }: Asked, { key }: SetupConnection, page: SeveralAsked) =>
    workflows.readUnidentified({
      ...{ key, groupId: page.groupId, by: who.slackUserId, allGuesses: page.allGuesses },
      afterId: page.after.at(-1) ?? null,
    })
  const nothing = { news: [], filled: null, refused: null, sameUser: null }
  const show = async (asked: Asked, connection: SetupConnection, page: SeveralAsked, more: More = {}) => {
    const found = await read(asked, connection, page)
    await asked.answer.show(severalView({ ...nothing, ...more, asked: page, found, now: clock() }))
  }
  /** The same list with what has just changed in it. */
  const anew = (page: SeveralAsked): SeveralAsked => ({ ...page, generation: page.generation + 1 })
  const at =
    (handle: (asked: ActionAsked, connection: SetupConnection, page: SeveralAsked) => Promise<void>) =>
    async (asked: ActionAsked, value: string) => {
      const page = readPage(value)
      const connection = await known(asked, page?.miroOrgId ?? '')
      if (connection !== null && page !== null) await handle(asked, connection, page)
    }
  const opened = at(show)
  const guessed = at(async (asked, connection, page) => {
    const input = { key: connection.key, by: asked.who.slackUserId, guesses: readGuesses(asked.value) }
    const done = await workflows.acceptGuesses(input)
    await show(asked, connection, page, { news: acceptedInWords(done), filled: kept(asked.state) })
  })
  const refused = at(async (asked, connection, page) => {
    const [guess] = readGuesses(asked.value)
    const input = { key: connection.key, by: asked.who.slackUserId }
    const done = guess !== undefined && (await workflows.refuseGuess({ ...input, ...guess }))
    await show(asked, connection, anew(page), { news: refusedInWords(done), filled: kept(asked.state) })
  })
  const changed = at((asked, connection, page) =>
    show(asked, connection, page, { filled: { ...readFilled(asked.state), filled: null } }),
  )
  const all = at(async (asked, connection, page) => {
    const { rows } = (await read(asked, connection, page)).others
    const filled = { ...readFilled(asked.state), chosen: rows.map(boxValue) }
    await show(asked, connection, anew(page), { filled })
  })
  const save = async (asked: Asked, { page, accounts, filled, ...given }: SeveralForm) => {
    const connection = await known(asked, page.miroOrgId)
    if (connection === null) return
    const by = asked.who.slackUserId
    const done = await workflows.identifySeveral({ key: connection.key, by, accounts, ...given })
    if (done.outcome === 'refused') {
      const { because, onlyAdmin } = done
      if (isAboutAccount(because))
        return asked.answer.show(refusedView(accountRefusalInWords(because, onlyAdmin)))
      return show(asked, connection, anew(page), { filled, refused: { because, onlyAdmin } })
    }
    // Whoever answers for these may answer for the next ones.
    const user = given.choice.as === 'staff' ? null : (filled.filled?.user ?? null)
    const sameUser = user === by ? null : user
    await show(asked, connection, anew(page), { news: savedInWords(done, given.choice), sameUser })
  }
  const inWindow = (id: string, handle: typeof opened) =>
    action(id, 'update', asked => handle(asked, asked.metadata))
  const turning = [severalIds.next, severalIds.previous, severalIds.allGuesses, severalIds.back]
  return [
    action(severalIds.open, 'open', asked => opened(asked, asked.value)),
    ...turning.map(id => action(id, 'update', asked => opened(asked, asked.value))),
    inWindow(severalIds.accept, guessed),
    inWindow(severalIds.acceptAll, guessed),
    inWindow(severalIds.refuse, refused),
    inWindow(severalIds.choice, changed),
    inWindow(severalIds.chooseAll, all),
    submission(severalIds.modal, readSeveral, save),
  ]
}

/** What stood in the form; null where it was not there. */
const kept = (state: ViewState) => {
  const filled = readFilled(state)
  return filled.as === null && filled.chosen.length === 0 ? null : filled
}
