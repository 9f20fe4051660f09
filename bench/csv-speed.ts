import { fork } from 'node:child_process'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse'
import { openStaffCsv } from '../src/staff-csv/open-staff-csv.ts'
import { openList } from '../src/workflows/people/open-list.ts'
import { applyStaffFile, stageStaffFile } from '../src/workflows/people/staff-file.ts'
import { csvRows } from './csv-rows.ts'
import { databaseKinds, withDatabase } from './databases.ts'
import { openProduct } from './product.ts'
import type { Result } from './results.ts'
import { median, seconds, timed, times } from './stopwatch.ts'

const sizes = { few: 10_000, many: 100_000 }
const repeats = 7
const targets = { parser: 3, flat: 1.2 }
const today = '2026-11-24'

/** In megabytes, at the highest. */
export type CsvPeak = { readonly rss: number; readonly heap: number }

/** A staff list read to records and mistakes, beside its parser alone with the same bytes; and the peak of memory. */
export async function csvSpeed(): Promise<Result[]> {
  const bytes: Buffer[] = []
  for await (const part of csvRows(sizes.many)) bytes.push(part)
  const took = { parser: [] as number[], ours: [] as number[] }
  const counted = { parser: 0, ours: 0, mistakes: 0 }
  for (let left = repeats + 1; left > 0; left -= 1) {
    const parser = await timed(async () => {
      counted.parser = -1
      const rows = Readable.from(bytes).pipe(parse({ delimiter: ';' }))
      for await (const _ of rows) counted.parser += 1
    })
    const ours = await timed(async () => {
      counted.ours = 0
      const list = await openStaffCsv(Readable.from(bytes), today)
      for await (const batch of list.records) counted.ours += batch.length
      counted.mistakes = list.found().mistakes.rows
    })
    // The first round is there to warm up.
    if (left > repeats) continue
    took.parser.push(parser)
    took.ours.push(ours)
  }
  if (counted.parser !== sizes.many || counted.ours + counted.mistakes !== sizes.many)
    throw new Error(`not every row was read: ${JSON.stringify(counted)}`)
  const [own, parser] = [median(took.ours), median(took.parser)]
  const [few, many] = [await peakOf(sizes.few), await peakOf(sizes.many)]
  const shown = ({ rss, heap }: CsvPeak) => `${rss} MB (heap ${heap} MB)`
  return [
    {
      what: `csv  staff list of ${sizes.many} rows, read and checked`,
      measured: `${times(own / parser)} the parser's time (${seconds(own)}, ${seconds(parser)}; ${counted.mistakes} rows with a mistake)`,
      target: `at most ${targets.parser} ×`,
      ok: own / parser <= targets.parser,
    },
    {
      what: `csv  peak memory, ${sizes.many} and ${sizes.few} rows`,
      measured: `${shown(many)} and ${shown(few)}`,
      target: 'does not grow',
      ok: many.rss <= few.rss * targets.flat,
    },
    ...(await importSpeed(bytes, parser)),
  ]
}

/** A first import from bytes to people, to be compared with the parser of before. */
async function importSpeed(bytes: readonly Buffer[], parser: number): Promise<Result[]> {
  const results: Result[] = []
  for (const kind of await databaseKinds())
    results.push(
      await withDatabase(kind, async storage => {
        const { stored, connect, now, close } = openProduct(storage, null)
        const { workspaceId } = await connect('T_LIST')
        const needs = {
          ...{ clock: () => new Date(now()), every: () => () => {}, pause: async () => {} },
          ...{ runs: stored.runs, staffFiles: stored.staffFiles, staffList: stored.staffList, openStaffCsv },
        }
        let id = ''
        const staged = await timed(async () => {
          const about = { workspaceId, by: 'U1', origin: { kind: 'upload', name: 'staff.csv' } } as const
          const list = await openList(needs, Readable.from(bytes), { ...about, own: new Set() })
          const file = await stageStaffFile(needs, list)
          if (file.outcome !== 'staged') throw new Error(`the list was ${file.outcome}`)
          id = file.id
        })
        const applied = await timed(async () => {
          const done = await applyStaffFile(
            { ...needs, keysOf: async () => [], requestEvaluation: async () => {} },
            { workspaceId, id, by: 'U1', anyway: true },
          )
          if (done.outcome !== 'applied') throw new Error(`the list was ${done.outcome}`)
        })
        await close()
        return {
          what: `csv  the same list read, stored and compared, then made people, ${kind}`,
          measured: `${seconds(staged)} (${times(staged / parser)} the parser's time), then ${seconds(applied)}`,
          target: '',
          ok: null,
        }
      }),
    )
  return results
}

function peakOf(rows: number): Promise<CsvPeak> {
  const child = fork(fileURLToPath(new URL('./csv-memory-process.js', import.meta.url)), [String(rows)])
  return new Promise((resolve, reject) => {
    child.once('message', message => resolve(message as CsvPeak))
    child.once('exit', code => reject(new Error(`measuring memory ended with code ${code}`)))
  })
}
