import type { Workflows } from '../../../../workflows/for-slack.ts'
import { connectionFinder } from '../../../doors/connection-finder.ts'
import type { LiveSetup } from '../../../doors/setup.ts'
import { type Asked, action, type Listener, submission } from '../../../frame/listener.ts'
import { suggestionsIds } from '../../../ids/identity.ts'
import { isAboutAccount } from '../../../words/identify.ts'
import { type AcceptForm, type Kind, readAccept, readKind } from './read.ts'
import { acceptedView, kindsView, nothingAcceptedView, previewView } from './view.ts'

type Preview = Partial<Omit<Parameters<typeof previewView>[0], 'miroOrgId' | 'because' | 'rows' | 'now'>>

/** Suggestions whose accounts are, accepted all of one kind at once. */
export function suggestionsListeners(
  workflows: Pick<Workflows, 'readSetup' | 'countSuggestions' | 'previewSuggestions' | 'acceptSuggestions'>,
  liveSetup: Pick<LiveSetup, 'window'>,
  clock: () => Date,
): Listener[] {
  const known = connectionFinder(workflows.readSetup, liveSetup)
  const kinds = async (asked: Asked, value: string) => {
    const connection = await known(asked, value)
    if (connection === null) return
    const { key } = connection
    await asked.answer.show(kindsView(key.miroOrgId, await workflows.countSuggestions(key)))
  }
  const preview = async (asked: Asked, kind: Kind | null, more: Preview = {}) => {
    const connection = await known(asked, kind?.o ?? '')
    if (connection === null || kind === null) return
    const { key } = connection
    const because = kind.k
    const rows = await workflows.previewSuggestions({ key, because, by: asked.who.slackUserId })
    const nothing = { withNames: false, filled: null, refused: null, changed: false }
    const at = { miroOrgId: key.miroOrgId, because, rows, now: clock() }
    await asked.answer.show(previewView({ ...nothing, ...more, ...at }))
  }
  const accept = async (asked: Asked, { o, k, m, given, filled }: AcceptForm) => {
    const connection = await known(asked, o)
    if (connection === null) return
    const accepted = await workflows.acceptSuggestions({
      key: connection.key,
      because: k,
      shown: m,
      except: filled.except,
      given,
      by: asked.who.slackUserId,
    })
    if (accepted.outcome === 'accepted')
      return asked.answer.show(acceptedView(o, accepted.accounts, accepted.left))
    if (accepted.outcome === 'nothing') return asked.answer.show(nothingAcceptedView(o))
    if (accepted.outcome === 'changed' || isAboutAccount(accepted.because))
      return preview(asked, { o, k }, { filled, changed: true })
    const { because, onlyAdmin } = accepted
    await preview(asked, { o, k }, { filled, refused: { because, onlyAdmin } })
  }
  return [
    action(suggestionsIds.open, 'open', asked => kinds(asked, asked.value)),
    action(suggestionsIds.back, 'update', asked => kinds(asked, asked.value)),
    action(suggestionsIds.preview, 'update', asked => preview(asked, readKind(asked.value))),
    action(suggestionsIds.names, 'update', asked =>
      preview(asked, readKind(asked.value), { withNames: true }),
    ),
    submission(suggestionsIds.modal, readAccept, accept),
  ]
}
