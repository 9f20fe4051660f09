/** How somebody is named who is looked for. `address` is trimmed and lower case. */
export type SoughtPerson =
  | { readonly kind: 'slack'; readonly slackUserId: string }
  | { readonly kind: 'person'; readonly personId: string }
  | { readonly kind: 'address'; readonly address: string }
  /** A part of a name. */
  | { readonly kind: 'name'; readonly text: string }
  /** A part of a name or of the primary address; `not_in_slack`: of staff whom Slack's own menus do not offer. */
  | { readonly kind: 'anybody' | 'not_in_slack'; readonly text: string }

/** Somebody who may be meant. */
export type FoundPerson = {
  readonly id: string
  readonly name: string
  readonly title: string | null
  readonly slackUserId: string | null
  /** The primary one. */
  readonly address: string | null
  /** Not on the staff any more. */
  readonly left: boolean
}
