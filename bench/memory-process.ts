import { withDatabase } from './databases.ts'
import { startMiro } from './local-miro.ts'
import type { MemoryTask, Peak } from './memory.ts'
import { openProduct } from './product.ts'
import { realTime } from './scaled-clock.ts'

const every = 20
/** Collecting takes milliseconds, so what is alive is looked at less often. */
const everyAlive = 300
const megabyte = 1024 * 1024

const task = JSON.parse(process.argv[2] ?? '') as MemoryTask
const miro = await startMiro({ accounts: task.accounts, lazy: true, creditsPerMinute: null, scale: realTime })
const small = await startMiro({ accounts: 1_000, lazy: true, creditsPerMinute: null, scale: realTime })
const peak = await withDatabase(task.database, async storage => {
  // A sync of a few first: what a program takes at all is not what grows.
  const before = openProduct(storage, small)
  await before.sync(await before.connect('T_SMALL'))
  await before.close()
  const product = openProduct(storage, miro)
  const key = await product.connect('T_MEMORY')
  const start = process.memoryUsage.rss()
  let [rss, heap] = [0, 0]
  const sample = () => {
    rss = Math.max(rss, process.memoryUsage.rss())
  }
  const sampleAlive = () => {
    globalThis.gc?.()
    heap = Math.max(heap, process.memoryUsage().heapUsed)
  }
  const timers = [setInterval(sample, every), setInterval(sampleAlive, everyAlive)]
  await product.sync(key)
  sample()
  sampleAlive()
  const first = { rss, heap }
  await product.sync(key)
  for (const timer of timers) clearInterval(timer)
  sample()
  sampleAlive()
  await product.close()
  const inMegabytes = (bytes: number) => Math.round(bytes / megabyte)
  const result: Peak = {
    start: inMegabytes(start),
    first: inMegabytes(first.rss),
    rss: inMegabytes(rss),
    heap: inMegabytes(heap),
  }
  return result
})
await miro.stop()
await small.stop()
process.send?.(peak)
process.disconnect()
