import { miroIdPattern } from '../../domain/account.ts'
import type { Setup, SetupConnection } from '../../workflows/workspace/read-setup.ts'

/** What a button acts on, and whether it stands in the living setup message. */
type Target = { readonly miroOrgId: string | null; readonly fromSetup: boolean }

const mark = 'setup'

export const targetValue = (miroOrgId: string | null, fromSetup = false): string =>
  [...(miroOrgId === null ? [] : [miroOrgId]), ...(fromSetup ? [mark] : [])].join(' ')

/** Reads `targetValue` back. A value that is not one of Miro's ids names no organization. */
export function readTarget(value: string): Target {
  const parts = value.split(' ')
  const id = parts.find(part => part !== mark && miroIdPattern.test(part)) ?? null
  return { miroOrgId: id, fromSetup: parts.includes(mark) }
}

/** The connection a button names, looked up among this workspace's own: a value from elsewhere finds nothing. */
export function connectionOf(value: string, setup: Setup): SetupConnection | null {
  const { miroOrgId } = readTarget(value)
  return setup.connections.find(({ key }) => key.miroOrgId === miroOrgId) ?? null
}
