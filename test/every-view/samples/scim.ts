import { notConnectedView, scimView } from '../../../src/slack/accounts/scim/view.ts'
import { scimLine } from '../../../src/slack/words/connection.ts'
import type { ScimReport, ScimStatus } from '../../../src/workflows/accounts/scim-names.ts'
import { noon } from '../../support/slack-samples.ts'
import type { Given, Samples } from '../given.ts'

const statusesOf = ({ word, many }: Given): (ScimStatus | null)[] => [
  null,
  ...([null, 'refused', 'switched_off', 'unavailable'] as const).flatMap(trouble =>
    [null, noon].map(when => ({
      ...{ miroOrgId: '3074457345618265000', by: word, at: noon, readAt: when, trouble },
      ...{ troubleSince: trouble === null ? null : when, named: many },
    })),
  ),
]

const reportOf = ({ word }: Given, status: ScimStatus | null): ScimReport => ({
  ...{ key: { workspaceId: 'T0ACME', miroOrgId: '3074457345618265000' }, organizationName: word, status },
})

export const samples: Samples = {
  'accounts/scim/view.ts': {
    scimView: given => [
      ...statusesOf(given).map(status => scimView(reportOf(given, status), null)),
      scimView(reportOf(given, null), { outcome: 'saved', members: given.many }),
      ...(
        [
          ...(['refused', 'switched_off', 'unavailable', 'other_organization'] as const),
          ...(['not_connected', 'removed', 'none'] as const),
        ] as const
      ).map(outcome => scimView(reportOf(given, null), { outcome })),
    ],
    notConnectedView: () => [notConnectedView()],
  },
  'words/connection.ts': {
    scimLine: given => statusesOf(given).map(status => scimLine(given.word, status)),
  },
}
