// npm run generate: `prisma generate` where the client is older than what it is made from, and without what it says
// each time all is well, for which it has no option. Warnings are shown, and everything when it fails.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { execPath, exit, stderr } from 'node:process'
import { fileURLToPath } from 'node:url'

const usual = /^(Loaded Prisma config from|Prisma schema loaded from|✔ Generated Prisma Client) .*\n\s*/gm

const cli = fileURLToPath(import.meta.resolve('prisma/build/index.js'))
const madeFrom = ['./schema.prisma', '../prisma.config.ts', '../node_modules/prisma/package.json']
const stamp = new URL('../src/storage/generated/made-from', import.meta.url)

const hash = createHash('sha256')
for (const file of madeFrom) hash.update(readFileSync(new URL(file, import.meta.url)))
const wanted = hash.digest('hex')

if (stamped() !== wanted) {
  const ran = spawnSync(execPath, [cli, 'generate', '--no-hints'], { encoding: 'utf8' })
  const said = `${ran.error?.message ?? ''}${ran.stderr ?? ''}${ran.stdout ?? ''}`
  stderr.write(ran.status === 0 ? said.replace(usual, '').trimStart() : said)
  if (ran.status !== 0) exit(ran.status ?? 1)
  writeFileSync(stamp, wanted)
}

function stamped() {
  try {
    return readFileSync(stamp, 'utf8')
  } catch {
    return null
  }
}
