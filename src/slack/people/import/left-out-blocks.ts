import type { LeftOut, Mistake } from '../../../domain/staff-list.ts'
import type { StaffFileStaged } from '../../../workflows/people/staff-file.ts'
import { type Blocks, context, section } from '../../frame/blocks.ts'
import { naming } from '../../frame/mask.ts'
import { count, counted, foreign, join, type Markup, md, spaced } from '../../frame/text.ts'
import { contractEndsInWords, mistakeInWords, withoutAddressInWords } from '../../words/staff-list.ts'

/** The person who imports a list may read it. */
const full = naming(false)

const shown = { mistakes: 10, hints: 5, name: 40 }

/** Each with whom it leaves out. */
export function mistakeLines(some: readonly Mistake[], leftOut: readonly LeftOut[]): Markup {
  const whom = new Map(leftOut.map(({ line, called }) => [line, called]))
  return join(
    some.map(each => {
      const called = whom.get(each.line)
      return spaced(
        mistakeInWords(each, full),
        called === undefined ? null : md`(${foreign(called, shown.name)})`,
      )
    }),
  )
}

export function mistakeBlocks({ reading: { mistakes }, leftOut, unnamed }: StaffFileStaged): Blocks {
  const { rows, all } = mistakes
  const some = mistakes.first.slice(0, shown.mistakes)
  const wrong = new Set(mistakes.first.map(({ line }) => line))
  return [
    section(
      spaced(
        md`⚠️ *${counted(rows, 'row has', 'rows have')} mistakes and will be skipped.*`,
        leftOut.some(({ line }) => wrong.has(line)) && md`Nothing changes for whoever stands in brackets.`,
        unnamed > 0 &&
          md`${counted(unnamed, 'row names', 'rows name')} nobody by e-mail address: whoever is meant counts as not in the list, unless they are known by exactly that name.`,
        md`Correct ${rows === 1 ? 'it' : 'them'} and import the list again, or go on without ${rows === 1 ? 'it' : 'them'}.`,
      ),
    ),
    section(mistakeLines(some, leftOut)),
    all > some.length && context(md`${counted(all - some.length, 'more mistake')}.`),
  ]
}

/** What the list says and is not used, though nothing is wrong with it. */
export function leftOutBlocks(change: StaffFileStaged, isNamed: boolean): Blocks {
  const { managersByName, managersByNumber, guests, hints, contractEnds } = change.reading
  return [
    hints.all > 0 &&
      section(
        join([
          md`*${counted(hints.all, 'cell')} left out, the ${hints.rows === 1 ? 'row is' : 'rows are'} used*`,
          ...hints.first.slice(0, shown.hints).map(each => mistakeInWords(each, full)),
          hints.all > shown.hints && md`${hints.all - shown.hints} more.`,
        ]),
      ),
    contractEnds.all > 0 && section(contractEndsInWords(contractEnds)),
    isNamed && namelessBlock(change),
    guests > 0 &&
      context(
        md`${counted(guests, 'row is', 'rows are')} about ${guests === 1 ? 'a guest' : 'guests'} of your directory, not staff: left out.`,
      ),
    managersByName > 0 && context(managersLeftOut(managersByName, md`name`)),
    managersByNumber > 0 && context(managersLeftOut(managersByNumber, md`employee number`)),
  ]
}

const managersLeftOut = (all: number, by: Markup): Markup =>
  md`${counted(all, 'manager is', 'managers are')} given by ${by}. Only an e-mail address says who that is, so ${all === 1 ? 'it is' : 'they are'} left out.`

/** Whoever is known by name alone first: the others nobody could miss. */
function namelessBlock({ reading, leftOut }: StaffFileStaged): ReturnType<typeof section> | null {
  const { withoutAddress, nameless, mistakes } = reading
  if (withoutAddress === 0) return null
  const wrong = new Set(mistakes.first.map(({ line }) => line))
  const known = leftOut.filter(({ line }) => !wrong.has(line))
  const isKnown = new Set(known.map(({ line }) => line))
  const lines = [
    ...known.map(row => md`${withoutAddressInWords(row)} Nothing changes for them.`),
    ...nameless.filter(({ line }) => !isKnown.has(line)).map(withoutAddressInWords),
  ].slice(0, shown.mistakes)
  const more = withoutAddress - lines.length
  return section(
    join([
      md`*${counted(withoutAddress, 'row has', 'rows have')} no e-mail address* and ${withoutAddress === 1 ? 'is' : 'are'} left out: Miro cannot know ${withoutAddress === 1 ? 'this person' : 'these people'}.`,
      ...lines,
      lines.length > 0 && more > 0 && md`… and ${count(more)} more.`,
    ]),
  )
}
