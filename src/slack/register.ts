import type { Listener } from './listener.ts'
import type { Workflows } from './workflows.ts'

export const command = '/miro'
export const listeners = (_workflows: Workflows): Listener[] => []
