import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg'

type EngineModule = typeof import('@prisma/schema-engine-wasm/schema_engine_bg')
type Exports = { __wbindgen_start(): void }
type Wasm = {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: Exports } }>
}

/** Opens Prisma's migration engine (WebAssembly, no download) on a database and frees it afterwards. */
export async function withSchemaEngine<T>(
  database: SqlMigrationAwareDriverAdapterFactory,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  loaded ??= load()
  const module = await loaded
  const engine = await module.SchemaEngine.new(
    { datamodels: undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(database),
  )
  try {
    return await work(engine)
  } finally {
    engine.free()
  }
}

// The module keeps views of the one memory it was given: a second instance would read the first one's.
let loaded: Promise<EngineModule> | null = null

/** The package's own entry imports the .wasm file, which Node does only behind a flag. */
async function load(): Promise<EngineModule> {
  const name = '@prisma/schema-engine-wasm/schema_engine_bg'
  const module: EngineModule = await import(name)
  const directory = dirname(createRequire(import.meta.url).resolve(name))
  const bytes = await readFile(join(directory, 'schema_engine_bg.wasm'))
  // Node has it; the types of Node leave it to the types of the browser.
  const wasm: Wasm = Reflect.get(globalThis, 'WebAssembly')
  const { instance } = await wasm.instantiate(bytes, { './schema_engine_bg.js': module })
  module.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return module
}
