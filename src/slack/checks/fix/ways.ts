import type { CheckId } from '../../../domain/check.ts'
import { howToFix } from '../../../domain/fix.ts'
import type { BehindRow } from '../../../workflows/checks/read-checks.ts'
import { type Blocks, section } from '../../frame/blocks.ts'
import { code, counted, join, type Markup, md } from '../../frame/text.ts'
import { numbered } from '../../words/fix-steps.ts'

/** Different ways to fix that are shown, and accounts named for each. */
const mostWays = 10
const mostNames = 3

type ToFix = Pick<BehindRow, 'id' | 'email' | 'role' | 'why' | 'authorises'> & {
  readonly class?: BehindRow['class']
}

/** The steps, once for all accounts for which they are the same, and whom they are for. */
export const waysToFix = (checkId: CheckId, rows: readonly ToFix[]): Blocks =>
  grouped(checkId, rows)
    .slice(0, mostWays)
    .map(({ steps, same }) => section(join([whose(same), ...numbered(steps)])))

type Way = { readonly steps: readonly string[]; readonly same: ToFix[] }

/** The steps with the accounts they are for. The last step speaks of the alert it stands in, which this is not. */
function grouped(checkId: CheckId, rows: readonly ToFix[]): Way[] {
  const ways = new Map<string, Way>()
  for (const row of rows) {
    const { why, role, authorises } = row
    const kind = row.class === undefined ? {} : { class: row.class }
    const steps = howToFix({ checkId, why, role, ...kind, authorises }).slice(0, -1)
    const text = steps.join('\n')
    const way = ways.get(text)
    if (way === undefined) ways.set(text, { steps, same: [row] })
    else way.same.push(row)
  }
  return [...ways.values()]
}

function whose(rows: readonly ToFix[]): Markup {
  const names = rows
    .slice(0, mostNames)
    .map(({ email, id }) => (email === null ? md`Miro id ${code(id)}` : code(email)))
  const others = rows.length - names.length
  return join([join(names, ', '), others > 0 ? md` and ${counted(others, 'more account')}` : null], '')
}
