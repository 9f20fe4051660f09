import type { Setup, SetupConnection } from '../../workflows/workspace/read-setup.ts'
import type { Asked } from '../frame/listener.ts'
import { connectionOf, type LiveSetup } from './setup.ts'

/** Finds the connection a value names; the setup is shown when it is none of this workspace's. */
export const connectionFinder =
  (readSetup: (workspaceId: string) => Promise<Setup>, { window }: Pick<LiveSetup, 'window'>) =>
  async ({ who, answer }: Asked, value: string): Promise<SetupConnection | null> => {
    const setup = await readSetup(who.workspaceId)
    const connection = connectionOf(value, setup)
    if (connection === null) await answer.show(window(setup))
    return connection
  }
