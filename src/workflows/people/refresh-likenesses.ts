import { byName, clear, type Likeness, type Lonely, likenesses } from '../../domain/likeness.ts'
import type { Uses } from '../uses.ts'

/** With more people whom Slack does not know the two sources have little in common, and a hint for each helps nobody. */
const mostOthers = 5_000
const pageSize = 2_000

/**
 * Looks who of Slack alone is called like somebody of other sources alone, a page at a time, and stores that for the
 * pending tasks. Nobody is joined by it; whom lists lack and nobody is like any more has left. Safe to repeat: it writes only what changed.
 */
export async function refreshLikenesses(
  {
    likenesses: stored,
    clock,
    send,
  }: Uses<
    | 'clock'
    | 'likenesses.others'
    | 'likenesses.ofSlack'
    | 'likenesses.apart'
    | 'likenesses.replace'
    | 'likenesses.release'
    | 'send'
  >,
  workspaceId: string,
): Promise<void> {
  const others = await stored.others(workspaceId, clock(), mostOthers + 1)
  const known = byName(others.length > mostOthers ? [] : others)
  const apart = new Set(
    (await stored.apart(workspaceId)).flatMap(([one, other]) => [`${one} ${other}`, `${other} ${one}`]),
  )
  const found: Likeness[] = []
  for (let after: string | null = null; known.size > 0; ) {
    const page: readonly Lonely[] = await stored.ofSlack(workspaceId, after, pageSize)
    const last = page.at(-1)
    if (last === undefined) break
    after = last.id
    for (const one of likenesses(page, known))
      if (!apart.has(`${one.slackId} ${one.otherId}`)) found.push(one)
  }
  await stored.replace(workspaceId, clear(found))
  if ((await stored.release(workspaceId, clock())).length > 0)
    await send('leaving', workspaceId, { workspaceId })
}
