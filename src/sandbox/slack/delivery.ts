import { type Delivered, deliverByHttp, failed, type Retry } from './delivery-http.ts'
import type { SocketHub } from './delivery-socket.ts'
import type { DeliveryKind, Faults } from './faults.ts'
import { nextId, type World } from './world.ts'

/** One thing Slack sent to the bot. */
export type DeliveryRecord = {
  at: Date
  kind: DeliveryKind
  payload: Record<string, unknown>
  retryNum: number
  result: Delivered
}

type Parts = {
  world: World
  faults: Faults
  sockets: SocketHub
  /** Waits before the tries after the first, in milliseconds. */
  retryDelaysMs: readonly number[]
  /** Event names the app subscribed to; null: all. */
  subscribed: readonly string[] | null
}

/** Brings commands, interactions and events to the bot: by Socket Mode when it is connected, else by HTTP. */
export class Delivery {
  /** Request URL of the app. */
  url: string | null = null
  readonly log: DeliveryRecord[] = []
  private readonly parts: Parts
  private readonly timers = new Set<NodeJS.Timeout>()

  constructor(parts: Parts) {
    this.parts = parts
  }

  /** Sends one payload, with whatever the next fault does to it. */
  async send(
    kind: DeliveryKind,
    payload: Record<string, unknown>,
    retry: Retry | null = null,
  ): Promise<Delivered> {
    const { faults, sockets } = this.parts
    const fault = faults.forDelivery(kind)
    if (fault === null) return await this.transmit(kind, payload, retry)
    if ('drop' in fault) return { ...failed(0, 'operation_timeout'), noRetry: true }
    if ('delayMs' in fault) {
      await new Promise(resolve => setTimeout(resolve, fault.delayMs))
      return await this.transmit(kind, payload, retry)
    }
    if ('disconnect' in fault) {
      sockets.disconnect('cut')
      return await this.transmit(kind, payload, retry)
    }
    const again: Retry = { num: (retry?.num ?? 0) + 1, reason: 'http_timeout' }
    const second = kind === 'event' ? again : null
    if (fault.duplicate === 'at_once') {
      const [first] = await Promise.all([
        this.transmit(kind, payload, retry),
        this.transmit(kind, payload, second),
      ])
      return first
    }
    const first = await this.transmit(kind, payload, retry)
    await this.transmit(kind, payload, second)
    return first
  }

  /** Sends an event if the app subscribed to it and is installed; null when not. Later tries follow by themselves. */
  async emit(
    event: Record<string, unknown>,
    subscription = String(event['type']),
  ): Promise<Delivered | null> {
    const { subscribed, world } = this.parts
    const farewell = ['tokens_revoked', 'app_uninstalled'].includes(subscription)
    if (world.tokenTrouble === 'account_inactive' && !farewell) return null
    if (subscribed !== null && !subscribed.includes(subscription)) return null
    return await this.sendEvent(this.envelope(event), 0)
  }

  /** Sends the same event envelope again, as Slack does after a late answer. */
  async redeliver(envelope: Record<string, unknown>, retry: Retry): Promise<Delivered> {
    return await this.send('event', envelope, retry)
  }

  close(): void {
    for (const timer of this.timers) clearTimeout(timer)
    this.timers.clear()
  }

  private async sendEvent(envelope: Record<string, unknown>, num: number): Promise<Delivered> {
    const delivered = await this.send('event', envelope, num === 0 ? null : { num, reason: 'http_error' })
    const wait = this.parts.retryDelaysMs[num]
    if (delivered.acked || delivered.noRetry || wait === undefined) return delivered
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      void this.sendEvent(envelope, num + 1)
    }, wait)
    timer.unref()
    this.timers.add(timer)
    return delivered
  }

  private async transmit(
    kind: DeliveryKind,
    payload: Record<string, unknown>,
    retry: Retry | null,
  ): Promise<Delivered> {
    const { world, sockets } = this.parts
    const at = world.clock()
    const result = await this.byBestWay(kind, payload, retry, sockets)
    this.log.push({ at, kind, payload, retryNum: retry?.num ?? 0, result })
    world.changed('delivery')
    return result
  }

  private async byBestWay(
    kind: DeliveryKind,
    payload: Record<string, unknown>,
    retry: Retry | null,
    sockets: SocketHub,
  ): Promise<Delivered> {
    if (sockets.connections > 0) return await sockets.deliver(kind, payload, retry)
    if (this.url === null) return failed(0, 'dispatch_failed')
    return await deliverByHttp(this.url, this.parts.world.signingSecret, kind, payload, retry)
  }

  private envelope(event: Record<string, unknown>): Record<string, unknown> {
    const { world } = this.parts
    const seconds = Math.floor(world.clock().getTime() / 1000)
    return {
      token: 'legacy-verification-token',
      team_id: world.team.id,
      context_team_id: world.team.id,
      context_enterprise_id: world.team.enterpriseId ?? null,
      ...(world.team.enterpriseId === undefined ? {} : { enterprise_id: world.team.enterpriseId }),
      api_app_id: world.bot.appId,
      event: { event_ts: `${seconds}.000100`, ...event },
      type: 'event_callback',
      event_id: nextId(world, 'Ev'),
      event_time: seconds,
      authorizations: [
        {
          enterprise_id: world.team.enterpriseId ?? null,
          team_id: world.team.id,
          user_id: world.bot.userId,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
    }
  }
}
