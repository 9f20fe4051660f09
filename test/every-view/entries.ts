import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Given, Samples } from './given.ts'

/** A view with everything it can show; `name`: "file#function". */
export type Sample = { readonly name: string; readonly render: (given: Given) => readonly unknown[] }

const folder = resolve(fileURLToPath(import.meta.url), '../samples')
const loaded: { samples: Samples }[] = await Promise.all(
  readdirSync(folder).map(file => import(resolve(folder, file))),
)

/** Of every view. Any file in the folder `samples` is read. */
export const entries: readonly Sample[] = loaded
  .flatMap(({ samples }) => Object.entries(samples))
  .flatMap(([file, functions]) =>
    Object.entries(functions).map(([name, render]) => ({ name: `${file}#${name}`, render })),
  )
