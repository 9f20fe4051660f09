import { heldLossesView, nothingHeldView } from '../../../src/slack/sync/held-view.ts'
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
import { type Given, type Samples, many as times } from '../given.ts'
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

const lossesOf = ({ many, word }: Given) =>
  [true, false].flatMap(accounts =>
    [true, false].map(more => ({
      ...{ outcome: 'shown' as const, accounts, gone: many, more },
      rows: times(Math.min(many, 40), at => ({
        id: `${at}`,
        called: at % 3 === 0 ? null : word,
        name: at % 2 === 0 ? null : word,
      })),
    })),
  )

export const samples: Samples = {
  'sync/held-view.ts': {
    heldLossesView: given =>
      lossesOf(given).map((found, at) =>
        heldLossesView({ runId: 'r1', after: at === 0 ? [] : ['1'], page: at }, found),
      ),
    nothingHeldView: () => [nothingHeldView()],
  },
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
