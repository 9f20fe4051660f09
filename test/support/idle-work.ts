import type { Work } from '../../src/jobs/queue.ts'

const nothing = async () => {}

/** Jobs that do nothing. */
export const idleWork: Work = {
  sync: nothing,
  staff: nothing,
  people: nothing,
  groups: nothing,
  leaving: nothing,
  evaluate: nothing,
  import: nothing,
  'apply-held': nothing,
  deliver: nothing,
  names: nothing,
  suggest: nothing,
  questions: nothing,
  reviews: nothing,
  steps: nothing,
  witness: nothing,
  seal: nothing,
  retention: nothing,
}
