import { pastDayMessage } from '../../../src/slack/journal/day/view.ts'
import { noon } from '../../support/slack-samples.ts'
import { many, type Samples } from '../given.ts'
import { rulesOf } from '../stored.ts'

const none = { pass: 0, fail: 0, not_applicable: 0, unknown: 0, excepted: 0 }

export const samples: Samples = {
  'journal/day/view.ts': {
    pastDayMessage: given => [
      pastDayMessage({ outcome: 'no_day', yesterday: '2026-11-23' }),
      pastDayMessage({ outcome: 'in_future' }),
      ...rulesOf(given).map(rule =>
        pastDayMessage({
          outcome: 'read',
          day: '2026-11-03',
          organizations: many(Math.min(given.many, 3), at => ({
            organizationName: given.word,
            past:
              at === 2
                ? null
                : {
                    ...{ at: noon, critical: at === 0, live: given.many },
                    rule: at === 1 ? null : { version: 3, rule, savedBy: 'U0ADA', savedAt: noon },
                    unknownSince: at === 0 ? noon : null,
                    classes: {
                      left: 0,
                      staff: given.many,
                      external: 0,
                      service: 0,
                      shared: 0,
                      unidentified: 1,
                    },
                    checks: [{ id: 'identified' as const, counts: { ...none, fail: given.many } }],
                    failing: {
                      all: given.many,
                      first: many(Math.min(given.many, 100), () => ({
                        ...{ email: given.word, role: given.word },
                        ...{ checkId: 'identified' as const, why: 'no_match' as const },
                      })),
                    },
                    differing: { all: given.many, first: many(Math.min(given.many, 10), () => given.word) },
                  },
          })),
        }),
      ),
    ],
  },
}
