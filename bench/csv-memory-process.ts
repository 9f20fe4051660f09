import { openStaffCsv } from '../src/staff-csv/open-staff-csv.ts'
import { csvRows } from './csv-rows.ts'
import type { CsvPeak } from './csv-speed.ts'

const megabyte = 1024 * 1024

const rows = Number(process.argv[2])
let [rss, heap] = [0, 0]
const sample = () => {
  const used = process.memoryUsage()
  rss = Math.max(rss, used.rss)
  heap = Math.max(heap, used.heapUsed)
}
const read = async (count: number) => {
  const list = await openStaffCsv(csvRows(count), '2026-11-24')
  let records = 0
  for await (const batch of list.records) {
    records += batch.length
    sample()
  }
  return records
}
// A list first: what a program takes at all is not what grows.
await read(50_000)
;[rss, heap] = [0, 0]
await read(rows)
const peak: CsvPeak = { rss: Math.round(rss / megabyte), heap: Math.round(heap / megabyte) }
process.send?.(peak)
process.disconnect()
