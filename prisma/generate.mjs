// npm run generate: `prisma generate` without what it says each time all is well, for which it has no option.
// Warnings are shown, and everything when it fails.
import { spawnSync } from 'node:child_process'
import { execPath, exit, stderr } from 'node:process'
import { fileURLToPath } from 'node:url'

const usual = /^(Loaded Prisma config from|Prisma schema loaded from|✔ Generated Prisma Client) .*\n\s*/gm

const cli = fileURLToPath(import.meta.resolve('prisma/build/index.js'))
const ran = spawnSync(execPath, [cli, 'generate', '--no-hints'], { encoding: 'utf8' })
const said = `${ran.error?.message ?? ''}${ran.stderr ?? ''}${ran.stdout ?? ''}`
stderr.write(ran.status === 0 ? said.replace(usual, '').trimStart() : said)
exit(ran.status ?? 1)
