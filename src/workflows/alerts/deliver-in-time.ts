import type { Uses } from '../uses.ts'
import { deliverAlerts } from './deliver-alerts.ts'

/** What is due later than that is looked for by the minute. */
const minute = 60_000

/** Delivers what is due, and what is due next at its own time: a message that has to wait, or whose process was killed. */
export function deliverInTime(
  world: Parameters<typeof deliverAlerts>[0] & Uses<'after' | 'requestDelivery' | 'alerts.nextDue'>,
): () => ReturnType<typeof deliverAlerts> {
  let cancel = (): void => {}
  return async () => {
    const delivered = await deliverAlerts(world)
    const now = world.clock()
    const next = await world.alerts.nextDue(now)
    cancel()
    const wait = next === null ? minute : next.getTime() - now.getTime()
    // Where it cannot be asked for, the look around every minute finds it.
    const ask = () => void world.requestDelivery().catch(() => {})
    cancel = wait < minute ? world.after(wait, ask) : () => {}
    return delivered
  }
}
