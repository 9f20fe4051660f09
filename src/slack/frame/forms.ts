import type { KnownBlock } from '@slack/types'

/** newer: with blocks that some workspaces do not take yet. classic: without them. */
export type Form = 'newer' | 'classic'

/** Where blocks are shown. */
type Surface = 'message' | 'modal' | 'home'

/** The same in both forms: Slack never sees this, only what stands in it. */
export type TwoForms = {
  readonly type: 'two_forms'
  readonly newer: readonly KnownBlock[]
  readonly classic: readonly KnownBlock[]
  /** Where Slack takes the newer ones; elsewhere the classic ones stand. */
  readonly on: readonly Surface[]
}

/** What a view is made of. */
export type Part = KnownBlock | TwoForms

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const isTwoForms = (part: unknown): part is TwoForms => isRecord(part) && part['type'] === 'two_forms'

/** Blocks as Slack gets them. Of several tables in a message it takes one, so the others stand in their classic form. */
export function inForm(parts: readonly Part[], form: Form, surface: Surface = 'message'): KnownBlock[] {
  let hasTable = false
  return parts.flatMap(part => {
    if (!isTwoForms(part)) return [part]
    const isTable = part.newer.some(({ type }) => type === 'data_table')
    if (form === 'classic' || !part.on.includes(surface) || (isTable && hasTable)) return part.classic
    hasTable ||= isTable
    return part.newer
  })
}

/** How many blocks it is at most. */
export const blocksIn = (part: Part): number =>
  isTwoForms(part) ? Math.max(part.newer.length, part.classic.length) : 1

type Holder = { readonly blocks?: unknown; readonly view?: unknown }

/** A message, or the arguments of a call of Slack, in one form. */
export function written<T extends Holder>(said: T, form: Form): T {
  const { blocks, view } = said
  if (Array.isArray(blocks)) return { ...said, blocks: inForm(blocks, form, surfaceOf(said)) }
  return isRecord(view) ? { ...said, view: written(view, form) } : said
}

const surfaceOf = (said: object): Surface => {
  const type = 'type' in said ? said.type : null
  return type === 'modal' || type === 'home' ? type : 'message'
}

/** Whether the forms differ in it. */
function differs({ blocks, view }: Holder, surface: Surface): boolean {
  if (isRecord(view)) return differs(view, surfaceOf(view))
  return Array.isArray(blocks) && blocks.some(part => isTwoForms(part) && part.on.includes(surface))
}

/** Which form the workspace takes. */
export type Forms = {
  /**
   * Sends it in the form the workspace takes. What is refused for its newer blocks is sent again at once, without
   * them, and once; when that is taken, everything goes without them for a day.
   */
  send<T extends Holder, Answer>(
    said: T,
    send: (written: T) => Promise<Answer>,
    refuses: (error: unknown) => boolean,
  ): Promise<Answer>
}

/** A workspace may have got the newer blocks meanwhile. */
const rememberedMs = 24 * 3_600_000

type Parts = {
  /** classic: nobody is ever sent newer blocks. */
  readonly form: Form
  readonly clock: () => Date
  /** Is told when a workspace took only the classic form. */
  readonly onRefused: () => void
}

export function openForms({ form, clock, onRefused }: Parts): Forms {
  let classicUntil = 0
  return {
    async send(said, send, refuses) {
      if (form === 'classic' || clock().getTime() < classicUntil) return await send(written(said, 'classic'))
      try {
        return await send(written(said, 'newer'))
      } catch (error) {
        if (!refuses(error) || !differs(said, surfaceOf(said))) throw error
        const answer = await send(written(said, 'classic'))
        classicUntil = clock().getTime() + rememberedMs
        onRefused()
        return answer
      }
    },
  }
}
