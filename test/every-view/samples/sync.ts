import {
  decidedReply,
  duration,
  notConnected,
  outOfDate,
  progressMessage,
  progressPointer,
} from '../../../src/slack/sync/view.ts'
import type { SyncProblem, SyncProgress } from '../../../src/workflows/sync/run-sync.ts'
import { hours, noon } from '../../support/slack-samples.ts'
import type { Given, Samples } from '../given.ts'
import { setupsOf } from '../stored.ts'

const problems: Readonly<Record<SyncProblem, true>> = {
  reconnect_needed: true,
  access_lost: true,
  incomplete: true,
  cursor_repeated: true,
  unavailable: true,
  bad_answer: true,
  held: true,
  superseded: true,
  staff_failed: true,
  no_addresses: true,
  disconnected: true,
  stopped: true,
}

const progressOf = ({ many, word }: Given): SyncProgress[] => {
  const common = { accountsRead: many, peopleRead: many, startedAt: hours(-many), now: noon, result: null }
  return [
    ...(['asked', 'staff', 'accounts', 'checks', 'held', 'already', 'failed', 'done'] as const).map(
      phase => ({
        ...common,
        phase,
        problem: null,
      }),
    ),
    ...(Object.keys(problems) as SyncProblem[]).map(problem => ({
      ...common,
      phase: 'failed' as const,
      problem,
    })),
    { ...common, phase: 'failed', problem: 'stopped', because: word },
    ...[true, false].map(joined => ({
      ...common,
      phase: 'done' as const,
      problem: null,
      result: { added: many, changed: many, gone: many, open: many },
      joined,
    })),
  ]
}

export const samples: Samples = {
  'sync/view.ts': {
    decidedReply: () => [decidedReply('apply'), decidedReply('retry')],
    outOfDate: () => [outOfDate()],
    progressMessage: given => progressOf(given).map(progressMessage),
    progressPointer: () => [progressPointer()],
    notConnected: given => setupsOf(given).map(notConnected),
    // A word inside the others.
    duration: ({ many }) => [progressPointer()].filter(() => duration(many * 1_000) !== ''),
  },
}
