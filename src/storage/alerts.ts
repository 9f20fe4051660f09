import { alertDelivery } from './alert-delivery-sql.ts'
import { alertFacts } from './alert-facts-sql.ts'
import { alertNotices } from './alert-notices-sql.ts'
import { alertPublishing } from './alert-publishing-sql.ts'
import type { Storage } from './engine/storage.ts'

/** The living messages: what they are about, and how far each has got. */
export function alertsRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    ...alertPublishing(pool),
    ...alertNotices(pool),
    ...alertDelivery(pool),
    facts: alertFacts(pool),
  }
}
