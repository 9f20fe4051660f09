import { holidaysView } from '../../../src/slack/workspace/holidays/view.ts'
import type { HolidaysSaved } from '../../../src/workflows/workspace/holidays.ts'
import { many, type Samples } from '../given.ts'

const outcomes: readonly (HolidaysSaved | null)[] = [
  ...[
    null,
    { outcome: 'saved' as const, days: 1, skipped: 0 },
    { outcome: 'saved' as const, days: 12, skipped: 2 },
  ],
  ...(['unchanged', 'changed_meanwhile', 'no_calendar', 'broken_off'] as const).map(outcome => ({ outcome })),
  { outcome: 'no_days', skipped: 1 },
  { outcome: 'too_many', days: 300 },
  ...(['gone', 'not_allowed', 'not_text', 'too_large', 'unreachable'] as const).map(because => ({
    ...{ outcome: 'refused' as const, because },
  })),
]

export const samples: Samples = {
  'workspace/holidays/view.ts': {
    holidaysView: ({ word, many: count }) => [
      ...outcomes.map(after =>
        holidaysView({ holidays: [], today: '2026-11-30', version: 1, mayReadFiles: after === null }, after),
      ),
      ...['2026-01-01', '2030-01-01'].map(today =>
        holidaysView({
          holidays: many(Math.min(count, 250), at => ({
            day: new Date(Date.UTC(2026, 10, 1 + at)).toISOString().slice(0, 10),
            name: word.slice(0, 60),
          })),
          ...{ today, version: 1, mayReadFiles: true },
        }),
      ),
    ],
  },
}
