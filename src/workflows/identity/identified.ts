import type { ConnectionKey } from '../../domain/connection-key.ts'
import type { Choice, Refusal } from '../../domain/decision.ts'

export type PersonRef = { readonly slackUserId: string } | { readonly personId: string }

/** What somebody says an account is, and who the staff member, the sponsor or the owner is. */
export type Given = { readonly choice: Choice; readonly who: PersonRef | null }

export type IdentifyInput = Given & {
  readonly key: ConnectionKey
  readonly accountId: string
  /** When that was decided which the person saw; null when they saw that nothing was. */
  readonly seen: Date | null
  readonly by: string
}

export type Identified =
  | {
      readonly outcome: 'saved'
      readonly email: string | null
      readonly personName: string | null
      /** It is the account of somebody who left: a finding opens. */
      readonly left: boolean
      /** Other accounts with this address are this person's too from now on. */
      readonly learned: boolean
    }
  /** Somebody else decided about the account, or it changed, since it was shown. */
  | { readonly outcome: 'changed' }
  | {
      readonly outcome: 'refused'
      readonly because: Refusal
      /** Nobody else could decide today. */
      readonly onlyAdmin: boolean
    }
