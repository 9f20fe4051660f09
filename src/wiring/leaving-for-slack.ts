import type { Workflows } from '../slack/workflows.ts'
import { readPeopleNotices } from '../workflows/read-people-notices.ts'
import { readLeaving, setLeaving } from '../workflows/set-leaving.ts'
import { meant } from '../workflows/whois.ts'
import type { Parts } from './needs.ts'

/** Who leaves, did not leave after all, or came back. */
export function leavingForSlack({
  clock,
  defaults,
  repositories: stored,
  send,
}: Parts): Pick<Workflows, 'findPerson' | 'readLeaving' | 'setLeaving' | 'readPeopleNotices'> {
  const { leaving, questions, audit, staffList } = stored
  const { timeZone } = defaults
  return {
    findPerson: input => meant({ accountCards: stored.accountCards }, input),
    readLeaving: input => readLeaving({ leaving, timeZone }, input),
    setLeaving: input =>
      setLeaving(
        {
          clock,
          timeZone,
          leaving,
          audit,
          requestJudgement: workspaceId => send('leaving', workspaceId, { workspaceId }),
        },
        input,
      ),
    readPeopleNotices: workspaceId =>
      readPeopleNotices({ clock, leaving, staffList, questions }, workspaceId),
  }
}
