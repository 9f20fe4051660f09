import type { Workflows } from '../../../workflows/for-slack.ts'
import type { HolidaysSaved } from '../../../workflows/workspace/holidays.ts'
import { type Answer, action, type Listener, submission, type Who } from '../../frame/listener.ts'
import { holidaysIds } from '../../ids/workspace.ts'
import { readHolidaysForm } from './read.ts'
import { holidaysView } from './view.ts'

/** Days on which nobody works: business days leave them out. */
export function holidaysListeners(workflows: Pick<Workflows, 'readHolidays' | 'saveHolidays'>): Listener[] {
  const show = async (asked: { who: Who; answer: Answer }, after: HolidaysSaved | null = null) => {
    const report = await workflows.readHolidays(asked.who.workspaceId)
    if (report !== null) await asked.answer.show(holidaysView(report, after))
  }
  return [
    action(holidaysIds.open, 'open', asked => show(asked)),
    submission(holidaysIds.modal, readHolidaysForm, async (asked, input) => {
      const { workspaceId, slackUserId: by } = asked.who
      await show(asked, await workflows.saveHolidays({ workspaceId, by, ...input }))
    }),
  ]
}
