import { isAboutSystem } from '../../domain/check.ts'
import type { Workflows } from '../../workflows/for-slack.ts'
import { connectionFinder } from '../doors/connection-finder.ts'
import type { LiveSetup } from '../doors/setup.ts'
import { type Asked, action, command, type Listener, type Who } from '../frame/listener.ts'
import { checksIds } from '../ids/checks.ts'
import { accountsView } from './accounts-view.ts'
import { fixView, systemFixView } from './fix-view.ts'
import { type BehindPage, readBehindPage, readFrom } from './read.ts'
import { checksMessage } from './view.ts'

type Clicked = Asked & { readonly value: string }

/** `/miro checks`, the accounts behind its counts, and how to fix what fails. */
export function checksListeners(
  workflows: Pick<Workflows, 'readSetup' | 'readChecks' | 'readPeopleNotices' | 'readBehind'>,
  liveSetup: Pick<LiveSetup, 'window'>,
  clock: () => Date,
): Listener[] {
  const find = connectionFinder(workflows.readSetup, liveSetup)
  const report = async ({ who, answer, value }: Clicked) => {
    const setup = await workflows.readSetup(who.workspaceId)
    const reports = await workflows.readChecks(who.workspaceId)
    const people = await workflows.readPeopleNotices(who)
    await answer.say(checksMessage(setup, reports, people, clock(), readFrom(value)))
  }
  /** The button's organization must be one of this workspace. */
  const known = async (clicked: Clicked) => {
    const asked = readBehindPage(clicked.value)
    const connection = await find(clicked, asked?.miroOrgId ?? '')
    return asked === null || connection === null ? null : { asked, connection }
  }
  const behind = (asked: BehindPage, who: Who) =>
    workflows.readBehind({
      key: { workspaceId: who.workspaceId, miroOrgId: asked.miroOrgId },
      checkId: asked.checkId,
      verdict: asked.verdict,
      afterId: asked.after.at(-1) ?? null,
    })
  const accounts = async (clicked: Clicked) => {
    const found = await known(clicked)
    if (found === null) return
    if (isAboutSystem(found.asked.checkId)) return howToFix(clicked)
    const rows = await behind(found.asked, clicked.who)
    await clicked.answer.show(accountsView(found.connection.organizationName, found.asked, rows))
  }
  const howToFix = async (clicked: Clicked) => {
    const found = await known(clicked)
    if (found === null) return
    const { checkId, miroOrgId } = found.asked
    const asked = { organizationName: found.connection.organizationName, miroOrgId, checkId }
    if (isAboutSystem(checkId)) {
      const reports = await workflows.readChecks(clicked.who.workspaceId)
      const system = reports.find(({ key }) => key.miroOrgId === miroOrgId)?.checks
      const failing = system?.find(({ id, status }) => isAboutSystem(id) && status === 'fail')
      return clicked.answer.show(systemFixView(asked, failing?.why ?? null))
    }
    const first: BehindPage = { ...found.asked, verdict: 'fail', after: [], page: 0 }
    await clicked.answer.show(fixView(asked, await behind(first, clicked.who)))
  }
  return [
    command(
      ['checks', 'check'],
      'message',
      'shows the checks, what waits for you, and how to fix it',
      ({ who, answer }) => report({ who, answer, value: '' }),
    ),
    action(checksIds.open, 'message', report),
    action(checksIds.more, 'message', report),
    action(checksIds.accounts, 'open', accounts),
    action(checksIds.accountsFailing, 'open', accounts),
    action(checksIds.accountsUnknown, 'open', accounts),
    action(checksIds.accountsExcepted, 'open', accounts),
    action(checksIds.accountsPassing, 'open', accounts),
    action(checksIds.accountsNotApplicable, 'open', accounts),
    action(checksIds.nextPage, 'update', accounts),
    action(checksIds.previousPage, 'update', accounts),
    action(checksIds.howToFix, 'open', howToFix),
  ]
}
