import {
  type Connected,
  finishConnect,
  openConsent,
  type Returned,
} from '../workflows/connection/connect-miro.ts'
import { afterConnect } from './after-connect.ts'
import type { Needs, Parts } from './needs.ts'

/** The workflows behind the link to Miro and the way back. */
export const workflowsForBrowser = (parts: Parts, needs: Needs) => ({
  openConsent: (startToken: string) => openConsent(needs.connecting, startToken),
  finishConnect: async (returned: Returned): Promise<Connected> =>
    afterConnect(parts, needs, await finishConnect(needs.connecting, returned)),
})
