import type { Acted } from '../../src/slack/frame/acted.ts'

/** What was acted upon, as the database keeps it. */
export function actedInMemory(): Acted {
  const known = new Set<string>()
  return {
    claim: async (workspaceId, id) => {
      const before = known.size
      return known.add(`${workspaceId} ${id}`).size > before
    },
    has: async (workspaceId, id) => known.has(`${workspaceId} ${id}`),
  }
}
