import type { ContractsFacts } from '../../domain/alert.ts'
import { leavingButton } from '../doors/person.ts'
import { context, type Message, section, titled } from '../frame/blocks.ts'
import type { Naming } from '../frame/mask.ts'
import { bold, counted, date, day, md } from '../frame/text.ts'
import { marks } from '../words/finding.ts'
import { daysInWords } from '../words/leaving.ts'

const most = 10

/** Contracts that end soon: somebody may have to move the last day. */
export function contractsMessage({ people }: ContractsFacts, naming: Naming): Message {
  const [first] = people
  const rest = people.length - most
  const title =
    people.length === 1 && first !== undefined
      ? md`A contract ends ${daysInWords(first.days)}`
      : md`${counted(people.length, 'contract')} end soon`
  return titled(marks.trouble, title, [
    ...people
      .slice(0, most)
      .map(({ id, name, lastDay, endAt, days }) =>
        section(
          md`${bold(naming.person(name))}: last day ${lastDay === null ? date(endAt) : md`${day(lastDay)}`}, ${daysInWords(days)}`,
          { accessory: leavingButton(id) },
        ),
      ),
    rest > 0 && context(md`And ${rest} more: \`/miro checks\` shows the soonest.`),
    context(
      md`Whoever stays needs another last day: press Last day. For everybody else nothing is to be done now: what they can still use in Miro is reported when the day is over.`,
    ),
  ])
}
