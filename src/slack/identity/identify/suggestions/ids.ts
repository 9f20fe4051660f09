/** The ids of suggestions whose an account is, by the rules of ../../ids.ts. */
export const suggestionsIds = {
  /** Opens the kinds of suggestions of the organization in value. */
  open: 'suggestions.open',
  kinds: 'suggestions.kinds',
  /** Back to the kinds, in the same window. value: as that of open. */
  back: 'suggestions.back',
  /** Shows what accepting one kind would do. value: `kindValue`. */
  preview: 'suggestions.preview',
  modal: 'suggestions.modal',
  /** Shows the preview with names. */
  names: 'suggestions.names',
  except: 'suggestions.except',
  sponsor: 'suggestions.sponsor',
  owner: 'suggestions.owner',
  reason: 'suggestions.reason',
  review: 'suggestions.review',
  accepted: 'suggestions.accepted',
} as const
