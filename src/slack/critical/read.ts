import type { Setup, SetupConnection } from '../../workflows/read-setup.ts'
import { readTarget } from '../setup/target.ts'

/** The connection a button names, looked up among this workspace's own: a value from elsewhere finds nothing. */
export function readConnection(value: string, setup: Setup): SetupConnection | null {
  const { miroOrgId } = readTarget(value)
  return setup.connections.find(({ key }) => key.miroOrgId === miroOrgId) ?? null
}
