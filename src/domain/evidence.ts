import { roleName } from './account.ts'
import { type CheckId, checkOf, type Why } from './check.ts'
import type { Reason, Said } from './checks/form.ts'
import { checks } from './checks/index.ts'

/** What a sentence of evidence may name. Foreign text: escape it where it is shown. */
export type EvidenceFacts = {
  /** The staff member, the sponsor or the owner. */
  readonly personName?: string | null
  /** Miro's word for the account's role. */
  readonly role?: string | null
  readonly lastActivityAt?: Date | null
}

/** Why a verdict was given, as one short sentence. */
export function inWords(why: Why, { personName, role, lastActivityAt }: EvidenceFacts = {}): Said {
  const says = sentences.get(why) ?? letThrough
  if (typeof says !== 'function') return says
  return says({
    name: personName ?? null,
    role: roleName(role ?? 'unknown'),
    lastActivityAt: lastActivityAt ?? null,
  })
}

const letThrough = 'Let through by an exception.'

/** Checks that say the same use the same word for it. */
const sentences: ReadonlyMap<string, Reason['says']> = new Map(
  checks
    .flatMap(({ reasons }): [string, Reason][] => Object.entries(reasons))
    .map(([why, { says }]) => [why, says]),
)

/** The headline that one of these reasons brings along, where one does. */
export function headlineOf(checkId: CheckId, whys: readonly Why[]): string | null {
  const reasons: Readonly<Record<string, Reason>> = checkOf(checkId).reasons
  return whys.map(why => reasons[why]?.headline).find(headline => headline !== undefined) ?? null
}
