import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type DatabaseKind, databaseKinds } from './databases.ts'
import type { Result } from './results.ts'

export type MemoryTask = { readonly accounts: number; readonly database: DatabaseKind }

/**
 * In megabytes. `rss` counts the whole process, the thread of the embedded database too; `heap` what is alive on the
 * main thread: when the rest is collected depends on the engine, not on the program.
 */
export type Peak = {
  readonly start: number
  readonly first: number
  readonly rss: number
  readonly heap: number
}

const sizes = { few: 10_000, many: 100_000 }
/** Garbage that is collected a little later or earlier is not growth. */
const tolerance = 1.2

/** Part d: peak memory of a first and an unchanged sync, each size in a process of its own. */
export async function memory(): Promise<Result[]> {
  const results: Result[] = []
  for (const database of await databaseKinds()) {
    const few = await measure({ accounts: sizes.few, database })
    const many = await measure({ accounts: sizes.many, database })
    const shown = (peak: Peak) => `${peak.rss} MB (heap ${peak.heap} MB)`
    results.push({
      what: `d  peak memory, ${sizes.many} and ${sizes.few} accounts, ${database}`,
      measured: `${shown(many)} and ${shown(few)}`,
      target: 'does not grow',
      ok: many.rss <= few.rss * tolerance && many.heap <= few.heap * tolerance,
    })
  }
  return results
}

function measure(task: MemoryTask): Promise<Peak> {
  const file = fileURLToPath(new URL('./memory-process.js', import.meta.url))
  const child = fork(file, [JSON.stringify(task)], { execArgv: ['--expose-gc'] })
  return new Promise((resolve, reject) => {
    child.once('message', message => resolve(message as Peak))
    child.once('exit', code => reject(new Error(`measuring memory ended with code ${code}`)))
  })
}
