import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { type Answer, type Route, route } from './route.ts'

export type Health = {
  readonly database: boolean
  /** Whether the disk of an embedded database has room for what is to be written. */
  readonly room: boolean
  readonly slack: boolean
  /** The app was removed from Slack: the bot waits for its return. */
  readonly appRemoved: boolean
  /** Of the connection that waited longest; null when there is none or none ever completed. */
  readonly lastCompleteSyncAt: Date | null
  readonly connections: number
}

type Parts = {
  readonly clock: () => Date
  readonly health: () => Promise<Health>
  readonly onBug: (error: unknown) => { reference: string }
}

const methods = ['GET', 'HEAD']

/** For whoever runs the bot: is it well, and numbers for their monitoring. */
export function healthRoutes(parts: Parts): Route[] {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const up = new Gauge({
    name: 'miro_access_up',
    help: '1 when database and Slack answer and the disk has room',
    registers: [registry],
  })
  const age = new Gauge({
    name: 'miro_access_last_complete_sync_age_seconds',
    help: 'Seconds since the last complete sync, of the connection that waited longest',
    registers: [registry],
  })
  const onBug = (error: unknown): Answer =>
    answer(500, 'application/json', JSON.stringify({ ok: false, reference: parts.onBug(error).reference }))
  return [
    route(
      '/healthz',
      async () => {
        const health = await parts.health()
        const ok = isWell(health)
        return answer(ok ? 200 : 503, 'application/json', JSON.stringify({ ok, ...health }))
      },
      onBug,
      methods,
    ),
    route(
      '/metrics',
      async () => {
        const health = await parts.health()
        up.set(isWell(health) ? 1 : 0)
        if (health.lastCompleteSyncAt !== null)
          age.set((parts.clock().getTime() - health.lastCompleteSyncAt.getTime()) / 1000)
        return answer(200, registry.contentType, await registry.metrics())
      },
      onBug,
      methods,
    ),
  ]
}

const isWell = ({ database, room, slack }: Health): boolean => database && room && slack

const answer = (status: number, type: string, body: string): Answer => ({
  status,
  headers: { 'content-type': type, 'cache-control': 'no-store' },
  body,
})
