import { configured } from './configured.ts'
import { identified } from './identified.ts'
import { removed } from './removed.ts'
import { valid } from './valid.ts'

/** The four checks in the order they are judged and shown. */
export const checks = [identified, removed, configured, valid] as const
