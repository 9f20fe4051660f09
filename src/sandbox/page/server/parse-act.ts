import { z } from 'zod'
import { namedScopes } from '../../miro/scopes.ts'
import type { Act } from '../shared/act.ts'
import { exporters } from '../shared/exporters.ts'
import { faultNames } from '../shared/fault-names.ts'

const text = z.string().max(12_000)
const where = z.union([z.strictObject({ channel: text, ts: text }), z.strictObject({ view: text })])
const element = { in: where, blockId: text, actionId: text }

const personAct = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('command'), command: text, text, channel: text }),
  z.strictObject({ do: z.literal('say'), text: text.min(1), channel: text, threadTs: text.nullable() }),
  z.strictObject({ do: z.literal('press'), ...element, value: text.nullable() }),
  z.strictObject({
    do: z.literal('choose'),
    ...element,
    choice: z.union([text, z.array(text).max(100), z.null()]),
    draft: z.boolean(),
  }),
  z.strictObject({
    do: z.literal('attach'),
    blockId: text,
    name: z.string().min(1).max(255),
    // Somewhat more than Slack takes, so that it is Slack's form that refuses.
    content: z.base64().max(16_000_000),
  }),
  z.strictObject({ do: z.literal('attachExport'), blockId: text, exporter: z.enum(exporters) }),
  z.strictObject({ do: z.literal('suggest'), ...element, typed: text }),
  z.strictObject({ do: z.literal('submit'), view: text }),
  z.strictObject({ do: z.literal('close'), view: text, all: z.boolean() }),
  z.strictObject({ do: z.literal('openHome') }),
  z.strictObject({ do: z.literal('fillMiroKeys') }),
])

const outsideAct = z.discriminatedUnion('do', [
  z.strictObject({ do: z.enum(['deactivatePerson', 'reactivatePerson']), user: text }),
  z.strictObject({ do: z.enum(['putIntoGroup', 'takeOutOfGroup']), group: text, user: text }),
  z.strictObject({
    do: z.enum(['deactivateAccount', 'reactivateAccount', 'removeAccount']),
    account: text,
  }),
  z.strictObject({ do: z.literal('setRole'), account: text, role: text }),
  z.strictObject({ do: z.literal('grow') }),
  z.strictObject({ do: z.literal('setPermission'), scope: z.enum(namedScopes), isTicked: z.boolean() }),
  z.strictObject({ do: z.literal('runClock'), to: z.enum(['sync', 'staff', 'tomorrow', 'month']) }),
  z.strictObject({ do: z.enum(['inject', 'clear']), fault: z.enum(faultNames) }),
])

const act = z.union([
  z.strictObject({ as: text, act: personAct }),
  z.strictObject({ as: z.null(), act: outsideAct }),
]) satisfies z.ZodType<Act>

/** What the page sent; null when it is no act. */
export function parseAct(body: unknown): Act | null {
  const parsed = act.safeParse(body)
  return parsed.success ? parsed.data : null
}
