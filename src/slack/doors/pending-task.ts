import type { Button } from '@slack/types'
import type { Markup } from '../frame/text.ts'

/** Something that waits for a person, with what does it. Derived each time, never stored. */
export type Task = {
  readonly text: Markup
  readonly buttons: readonly Button[]
  /** A step of the setup: of this organization, or (null) of all together. Needs no word where the steps are shown. */
  readonly step?: { readonly miroOrgId: string | null }
}
