import { type StaffField, staffFields } from '../../../domain/staff-columns.ts'
import type { Workflows } from '../../../workflows/for-slack.ts'
import { type ListRef, readList } from '../../doors/staff-list.ts'
import {
  type ActionAsked,
  type Asked,
  action,
  type Listener,
  menu,
  type OptionsSought,
} from '../../frame/listener.ts'
import { loadingView } from '../../frame/standard-views.ts'
import { columnMenuId, importIds } from '../../ids/people.ts'
import { chosenPlaces, columnsCalled } from './column-options.ts'
import type { Refused } from './preview-view.ts'
import { notImportedView } from './view.ts'

/** The menus of columns in the preview: with each choice the list is read again, and `preview` shows it. */
export function columnListeners(
  workflows: Pick<Workflows, 'chooseColumns' | 'readStaffFile'>,
  preview: (asked: Asked, list: ListRef, refused?: Refused) => Promise<void>,
): Listener[] {
  const choose = (field: StaffField | 'ignored') => async (asked: ActionAsked) => {
    const { answer, who, chosen, metadata } = asked
    const list = readList(metadata)
    if (list === null) return answer.show(notImportedView('gone'))
    await answer.show(loadingView())
    const { workspaceId, slackUserId: by } = who
    const input = { workspaceId, id: list.id, by, field, columns: chosenPlaces(chosen) }
    const read = await workflows.chooseColumns(input)
    if (read.outcome === 'gone') return answer.show(notImportedView('gone'))
    if (read.outcome !== 'staged') return preview(asked, list, read)
    await preview(asked, { ...list, id: read.id })
  }
  const columnsOf = async ({ who: { workspaceId }, metadata, text }: OptionsSought) => {
    const list = readList(metadata)
    const file = list && (await workflows.readStaffFile({ workspaceId, id: list.id }))
    return file === null ? [] : columnsCalled(file.change.reading.columns, text)
  }
  return [
    action(importIds.ignored, 'update', choose('ignored')),
    ...staffFields.flatMap(field => [
      action(columnMenuId(field), 'update', choose(field)),
      menu(columnMenuId(field), columnsOf),
    ]),
  ]
}
