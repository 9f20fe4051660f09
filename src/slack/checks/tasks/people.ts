import type { StaffListSource } from '../../../workflows/alerts/notices.ts'
import type {
  DisputedPerson,
  NoticedPerson,
  PeopleNotices,
} from '../../../workflows/people/read-people-notices.ts'
import { cardValue } from '../../doors/account.ts'
import { apartButton, joinButton, pairButton } from '../../doors/joining.ts'
import type { Task } from '../../doors/pending-task.ts'
import { leavingButton } from '../../doors/person.ts'
import { button } from '../../frame/blocks.ts'
import { bold, date, day, type Markup, md } from '../../frame/text.ts'
import { accountsIds } from '../../ids/accounts.ts'
import { syncIds } from '../../ids/sync.ts'
import { likeInWords } from '../../words/joining.ts'
import { countdown, earlyInWords } from '../../words/leaving.ts'
import { listAt } from '../../words/sources.ts'

const most = 3

/**
 * A staff list that cannot be used, people about whom the sources disagree, who may be one person, who begin later and
 * have access already, and contracts that end soon.
 */
export const peopleTasks = (
  { stillActive, contracts, disputed, brokenList, early, alike }: PeopleNotices,
  now: Date,
): Task[] => [
  ...brokenListTask(brokenList),
  ...told(stillActive, person => ({
    text: md`${bold(person.name)}: Slack says active, their last day says gone (${lastDayOf(person)}). The last day counts. Deactivate them in Slack, or say that they came back.`,
    buttons: [leavingButton(person.id)],
  })),
  ...told(disputed, person => ({
    text: disputedInWords(person),
    buttons: [leavingButton(person.id), joinButton(person.id)],
  })),
  ...told(alike, pair => ({
    text: likeInWords(pair),
    buttons: [pairButton(pair.slack.id, pair.other.id), apartButton(pair.slack.id, pair.other.id)],
  })),
  ...told(early, person => ({
    text: md`${bold(person.name)} ${earlyInWords(person.startAt, person.accounts)}`,
    buttons: [
      button('Open the account', accountsIds.card, { value: cardValue(person.miroOrgId, person.accountId) }),
      leavingButton(person.id),
    ],
  })),
  ...told(contracts, person => ({
    text: md`The contract of ${bold(person.name)} ends ${countdown(person.endAt, now)}, on ${lastDayOf(person)}. Move the last day if they stay.`,
    buttons: [leavingButton(person.id)],
  })),
]

function brokenListTask(broken: StaffListSource | null): Task[] {
  if (broken === null || broken.trouble === null) return []
  const { origin, trouble, troubleSince, readAt } = broken
  const how = trouble === 'unreadable' ? md`cannot be read` : md`is there, but it is no staff list`
  const known =
    readAt === null ? md`Nothing was read from it so far.` : md`Everybody stays as it said ${date(readAt)}.`
  return [
    {
      text: md`${listAt(origin)} ${how}${troubleSince === null ? md`` : md`, since ${date(troubleSince)}`}. ${known}`,
      buttons: [button('Read again', syncIds.now)],
    },
  ]
}

function disputedInWords({ name, conflict, since }: DisputedPerson): Markup {
  const from = since === null ? md`` : md` since ${date(since)}`
  return conflict === 'slack_gone'
    ? md`${bold(name)}: Slack says deactivated${from}, the staff list says active. The list counts. If they left, take them off the list or enter their last day.`
    : md`${bold(name)}: Slack says active, the staff list no longer names them${from}. The list counts: they have left. Deactivate them in Slack, or say that they came back.`
}

/** One by one; where there are many, the rest in one line. */
function told<Person>(people: readonly Person[], task: (person: Person) => Task): Task[] {
  const shown = people.slice(0, most).map(task)
  if (people.length <= most) return shown
  return [...shown, { text: md`And more people like this, once these are done.`, buttons: [] }]
}

const lastDayOf = ({ lastDay, endAt }: NoticedPerson) =>
  lastDay === null ? date(endAt) : md`${day(lastDay)}`
