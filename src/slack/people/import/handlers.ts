import { hasAddresses } from '../../../domain/staff-columns.ts'
import { cameAsAnnounced, type ImportTold } from '../../../domain/staff-list.ts'
import type { Workflows } from '../../../workflows/for-slack.ts'
import type { BroughtList } from '../../../workflows/people/import-staff.ts'
import { type ListRef, readList } from '../../doors/staff-list.ts'
import {
  type ActionAsked,
  type Asked,
  action,
  command,
  type Listener,
  submission,
} from '../../frame/listener.ts'
import type { LivingMessage } from '../../frame/living-message.ts'
import { importIds } from '../../ids/people.ts'
import { changesView } from './changes-view.ts'
import { columnListeners } from './columns-handlers.ts'
import { importPreviewView, mistakesView, type Refused } from './preview-view.ts'
import { readForm } from './read.ts'
import { importedView, importView, notImportedView } from './view.ts'

/** `/miro import`: a staff list is read, shown, and imported when somebody says so. */
export function importListeners(
  workflows: Pick<
    Workflows,
    'mayReadFiles' | 'importStaff' | 'chooseColumns' | 'readStaffFile' | 'applyImport' | 'discardStaffFile'
  >,
  messages: Pick<LivingMessage<ImportTold>, 'start'>,
): Listener[] {
  const form = async ({ answer }: Asked) => answer.show(importView(await workflows.mayReadFiles()))
  const waiting = async ({ who }: Asked, list: ListRef | null) =>
    list === null
      ? null
      : await workflows
          .readStaffFile({ workspaceId: who.workspaceId, id: list.id })
          .then(file => file && { ...file, ...list })
  const preview = async (asked: Asked, list: ListRef | null, refused: Refused | null = null) => {
    const file = await waiting(asked, list)
    await asked.answer.show(file === null ? notImportedView('gone') : importPreviewView({ ...file, refused }))
  }
  /** All mistakes, or everybody of one kind of change. */
  const all = async (asked: ActionAsked) => {
    const file = await waiting(asked, readList(asked.value))
    if (file === null) return asked.answer.show(notImportedView('gone'))
    // Three windows may have been open already: then they stand in the place of the preview.
    const isOnTop = file.isOnTop || asked.answer.isOnTop
    const { kind, change } = file
    await asked.answer.show(
      kind === null
        ? mistakesView({ ...file, isOnTop }, change)
        : changesView({ ...file, isOnTop, kind }, change),
    )
  }
  const read = async ({ who, answer }: Asked, list: BroughtList) => {
    const came = await workflows.importStaff({ workspaceId: who.workspaceId, by: who.slackUserId, list })
    if (came.outcome !== 'staged') {
      const pasted = list.kind === 'text' ? list.text : null
      return answer.show(importView(await workflows.mayReadFiles(), came, pasted))
    }
    await preview({ who, answer }, { id: came.id, from: 0, anyway: false, isOnTop: false, kind: null })
  }
  const apply = async (asked: Asked, list: ListRef | null) => {
    const file = await waiting(asked, list)
    if (list === null || file === null) return asked.answer.show(notImportedView('gone'))
    const { workspaceId, slackUserId } = asked.who
    const { setAside, origin } = file.change
    const input = { workspaceId, id: list.id, by: slackUserId, anyway: list.anyway }
    if (!hasAddresses(file.change.reading)) return preview(asked, list, { outcome: 'no_addresses' })
    if (file.reason !== null && !list.anyway) return preview(asked, list)
    // It does not say that it is imported: the process may end before the job is stored.
    const message = await messages.start(slackUserId, { origin, setAside, came: 'asked' })
    const applied = await workflows.applyImport({ ...input, message })
    await asked.answer.show(
      applied.outcome === 'applied'
        ? importedView(
            applied,
            setAside,
            cameAsAnnounced(applied, file.change) ? file.change.changes : undefined,
          )
        : notImportedView('gone'),
    )
  }
  return [
    command('import', 'open', 'imports a staff list: a CSV file, or rows you paste', form),
    action(importIds.open, 'open', form),
    action(importIds.show, 'open', asked => preview(asked, readList(asked.value))),
    submission(importIds.form, readForm, read),
    submission(importIds.preview, ({ metadata }) => ({ input: readList(metadata) }), apply),
    action(importIds.previewAgain, 'update', asked => preview(asked, readList(asked.value))),
    ...columnListeners(workflows, preview),
    action(importIds.changes, 'open', all),
    action(importIds.mistakes, 'open', all),
    action(importIds.next, 'update', all),
    action(importIds.previous, 'update', all),
    action(importIds.cancel, 'update', async ({ who, answer, value }) => {
      const list = readList(value)
      if (list !== null) await workflows.discardStaffFile({ workspaceId: who.workspaceId, id: list.id })
      await answer.show(notImportedView('cancelled'))
    }),
  ]
}
