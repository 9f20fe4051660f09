import type { Workflows } from '../slack/workflows.ts'
import { findPeople } from '../workflows/people/find-people.ts'
import { joinPeople, keepApart, readJoining } from '../workflows/people/join-people.ts'
import { partPeople } from '../workflows/people/part-people.ts'
import { readPeopleNotices } from '../workflows/people/read-people-notices.ts'
import { readLeaving, setLeaving } from '../workflows/people/set-leaving.ts'
import type { Needs, Parts } from './needs.ts'

/** Who leaves, did not leave after all, or came back, and who is one with whom. */
export function leavingForSlack(
  { clock, defaults, repositories: stored, send }: Parts,
  needs: Needs,
): Pick<
  Workflows,
  | 'findPeople'
  | 'readPerson'
  | 'readLeaving'
  | 'setLeaving'
  | 'readPeopleNotices'
  | 'readJoining'
  | 'joinPeople'
  | 'partPeople'
  | 'keepApart'
> {
  const { alerts, leaving, questions, audit, staffList, joining, parting, likenesses } = stored
  const { timeZone } = defaults
  const requestJudgement = (workspaceId: string) => send('leaving', workspaceId, { workspaceId })
  const join = { clock, joining, parting, people: needs.notices.people, audit, requestJudgement }
  return {
    findPeople: input => findPeople({ clock, people: stored.people }, input),
    readPerson: ({ workspaceId, personId }) => leaving.person(workspaceId, personId),
    readLeaving: input => readLeaving({ leaving, timeZone }, input),
    setLeaving: input =>
      setLeaving(
        {
          clock,
          timeZone,
          leaving,
          audit,
          requestJudgement,
        },
        input,
      ),
    readPeopleNotices: workspaceId =>
      readPeopleNotices({ clock, alerts, leaving, likenesses, staffList, questions }, workspaceId),
    readJoining: input => readJoining(join, input),
    joinPeople: input => joinPeople(join, input),
    partPeople: input => partPeople(join, input),
    keepApart: input => keepApart(join, input),
  }
}
