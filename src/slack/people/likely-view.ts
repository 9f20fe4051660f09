import { roleName } from '../../domain/account.ts'
import type { LikelyAccount } from '../../workflows/people/whois.ts'
import { likelyButtons } from '../doors/account.ts'
import { actions, type Blocks, context, section } from '../frame/blocks.ts'
import { dotted, firstName, md, words } from '../frame/text.ts'
import { emailOf, restsOn } from '../words/identify.ts'

/** Accounts that may be somebody's: until somebody says so, no alert about their leaving comes for these. */
export function likelyBlocks(
  { id, name }: { readonly id: string; readonly name: string },
  likely: readonly LikelyAccount[],
  owns = false,
): Blocks {
  if (likely.length === 0) return []
  const first = firstName(name)
  const these = likely.length === 1 ? 'it' : 'them'
  return [
    section(owns ? md`⚠️ *Likely ${first}’s too:*` : md`⚠️ *No account is known as ${first}’s. Likely:*`),
    ...likely.flatMap(({ miroOrgId: o, accountId: a, email, role, because, organizationName }) => [
      section(
        dotted(
          emailOf({ email, id: a }),
          words(restsOn[because]),
          words(roleName(role)),
          md`${organizationName}`,
        ),
      ),
      actions(likelyButtons({ o, a }, id, name)),
    ]),
    context(md`Until you say whose, no alert comes for ${these} when ${first} leaves.`),
  ]
}
