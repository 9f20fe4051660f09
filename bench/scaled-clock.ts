import { setTimeout as pause } from 'node:timers/promises'

/** Time that runs `factor` times as fast since `origin`; the same in every process that is told both. */
export type Scale = { readonly origin: number; readonly factor: number }

export const realTime: Scale = { origin: 0, factor: 1 }

export const scaledClock =
  ({ origin, factor }: Scale) =>
  (): Date =>
    new Date(origin + (Date.now() - origin) * factor)

export const scaledPause =
  ({ factor }: Scale) =>
  (milliseconds: number): Promise<void> =>
    pause(milliseconds / factor)
