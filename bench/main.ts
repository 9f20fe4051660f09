import { cp } from 'node:fs/promises'
import { availableParallelism, cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { ackLatency } from './ack-latency.ts'
import { callsMade } from './calls.ts'
import { csvSpeed } from './csv-speed.ts'
import { evaluationSpeed } from './evaluation-speed.ts'
import { eventSpeed } from './event-speed.ts'
import { homeSpeed } from './home-speed.ts'
import { identitySpeed } from './identity-speed.ts'
import { journalCost } from './journal-cost.ts'
import { memory } from './memory.ts'
import { type Result, table } from './results.ts'
import { seconds, timed } from './stopwatch.ts'
import { syncSpeed } from './sync-speed.ts'

// Measures; it is no test, so it ends with 0 whatever the figures are.

const parts: Readonly<Record<string, () => Promise<Result[]>>> = {
  a: syncSpeed,
  b: evaluationSpeed,
  c: callsMade,
  d: memory,
  identity: identitySpeed,
  events: eventSpeed,
  home: homeSpeed,
  ack: ackLatency,
  csv: csvSpeed,
  journal: journalCost,
}

const asked = process.argv.slice(2)
const unknown = asked.filter(part => !(part in parts))
if (unknown.length > 0)
  console.log(`There is no part ${unknown.join(', ')}. Parts: ${Object.keys(parts).join(', ')}.`)

// Migrations are looked for beside the compiled program.
const migrations = (from: string) => fileURLToPath(new URL(`${from}/prisma/migrations`, import.meta.url))
await cp(migrations('../..'), migrations('..'), { recursive: true })

console.log(
  `Node ${process.versions.node}, ${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${process.platform} ${process.arch}`,
)
for (const [name, measure] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  let results: Result[] = []
  const took = await timed(async () => {
    results = await measure().catch((error: unknown): Result[] => [
      { what: `${name}  could not be measured`, measured: String(error), target: '', ok: false },
    ])
  })
  console.log(`\n${table(results)}\n   (measured in ${seconds(took)})`)
}
