import process from 'node:process'
import { defineConfig } from 'prisma/config'

// `prisma generate` looks for a native schema engine that npm does not carry. It is never run for this
// schema, so any existing executable keeps the command off the network.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath

export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } })
