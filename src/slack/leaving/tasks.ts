import type { NoticedPerson, PeopleNotices } from '../../workflows/read-people-notices.ts'
import type { Task } from '../checks/tasks.ts'
import { bold, date, day, md } from '../text.ts'
import { leavingButton } from './button.ts'
import { countdown } from './in-words.ts'

const most = 3

/** Contracts that end soon, and people who left while Slack says that they are active. */
export const peopleTasks = ({ stillActive, contracts }: PeopleNotices, now: Date): Task[] => [
  ...told(stillActive, person => ({
    text: md`${bold(person.name)}: Slack says active, the leave entered says gone (${lastDayOf(person)}). The entry counts. Deactivate them in Slack, or say that they came back.`,
    buttons: [leavingButton(person.id)],
  })),
  ...told(contracts, person => ({
    text: md`The contract of ${bold(person.name)} ends ${countdown(person.endAt, now)}, on ${lastDayOf(person)}. Move the last day if they stay.`,
    buttons: [leavingButton(person.id)],
  })),
]

/** One by one; where there are many, the rest in one line. */
function told(people: readonly NoticedPerson[], task: (person: NoticedPerson) => Task): Task[] {
  const shown = people.slice(0, most).map(task)
  if (people.length <= most) return shown
  return [...shown, { text: md`And more people like this, once these are done.`, buttons: [] }]
}

const lastDayOf = ({ lastDay, endAt }: NoticedPerson) =>
  lastDay === null ? date(endAt) : md`${day(lastDay)}`
