// Writes as SQL what schema.prisma says and the migrations do not, without a server and without a download.
//   npm run migration             rewrites the first migration: only while nothing is released
//   npm run migration -- <name>   adds prisma/migrations/<time>_<name>
// migrations/schema.prisma is the schema the migrations lead to; the next one starts from it.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { argv, stdout } from 'node:process'
import { fileURLToPath } from 'node:url'
import { migrationBetweenOffline } from '../dist/storage/engine/new-migration.js'

const [, , name] = argv
const reached = new URL('./migrations/schema.prisma', import.meta.url)
const schema = await readFile(new URL('./schema.prisma', import.meta.url), 'utf8')
const sql = await migrationBetweenOffline(name === undefined ? null : await readFile(reached, 'utf8'), schema)
const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
const directory = name === undefined ? '20260101000000_init' : `${time}_${name}`
const file = new URL(`./migrations/${directory}/migration.sql`, import.meta.url)
if (sql === '') {
  stdout.write('The migrations already lead to schema.prisma.\n')
} else {
  await mkdir(new URL('./', file), { recursive: true })
  await writeFile(file, sql)
  await writeFile(reached, schema)
  stdout.write(`${fileURLToPath(file)}\n`)
}
