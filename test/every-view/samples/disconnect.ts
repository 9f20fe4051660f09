import { askView, disconnectedView, whichView } from '../../../src/slack/connection/disconnect/view.ts'
import { type Given, many, type Samples } from '../given.ts'

const one = ({ word, many: count }: Given, at = 0) => ({
  key: { workspaceId: 'T0ACME', miroOrgId: `30744573456182650${at}` },
  organizationName: word,
  accounts: count,
  findings: count,
  openFindings: count,
})

export const samples: Samples = {
  'connection/disconnect/view.ts': {
    askView: given => [askView(one(given)), askView(one(given), true)],
    whichView: given => [whichView(many(given.many, at => one(given, at)))],
    disconnectedView: ({ word, many: closedFindings }) => [
      disconnectedView({ outcome: 'not_connected' }),
      ...[true, false].map(revoked =>
        disconnectedView({ outcome: 'disconnected', organizationName: word, closedFindings, revoked }),
      ),
    ],
  },
}
