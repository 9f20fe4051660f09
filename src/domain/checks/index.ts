import { configured } from './configured.ts'
import { identified } from './identified.ts'
import { licenceUsed } from './licence-used.ts'
import { removed } from './removed.ts'
import { valid } from './valid.ts'

/** Every check, in the order they are judged and shown. A check that yields to another stands after it. */
export const checks = [identified, removed, configured, valid, licenceUsed] as const

/** The one that is about the system itself. */
export const systemCheck = configured
