import { domainsPreview, domainsSavedView, domainsView } from '../../../src/slack/identity/domains/view.ts'
import { many, type Samples } from '../given.ts'

export const samples: Samples = {
  'identity/domains/view.ts': {
    domainsView: ({ word, many: count }) => [
      domainsView({
        domains: many(Math.min(count, 20), at => `${'a'.repeat(90)}${at}.example`),
        mark: '0badcafe',
        common: many(Math.min(count, 5), () => ({ domain: word, accounts: count })),
      }),
    ],
    domainsPreview: ({ word, many: count }) => [
      domainsPreview({
        domains: many(Math.min(count, 20), at => `${'a'.repeat(90)}${at}.example`),
        seen: '0badcafe',
        preview: {
          accounts: count,
          conflicts: count,
          leftOut: count,
          sample: many(Math.min(count, 5), () => ({ email: word, personName: word })),
        },
      }),
    ],
    domainsSavedView: () =>
      (['saved', 'unchanged', 'changed_meanwhile'] as const).map(outcome => domainsSavedView({ outcome })),
  },
}
