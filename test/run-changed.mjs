// npm run test:changed: the tests that import, by whatever way, what differs from the main branch, committed or not.
// Tests that find what they look at by its place in a folder import nothing of it by name, so they always run.
import { spawnSync } from 'node:child_process'
import { argv, execPath, exit, stdout } from 'node:process'
import { fileURLToPath } from 'node:url'

const git = (/** @type {string[]} */ ...args) => spawnSync('git', args, { encoding: 'utf8' })
const since = ['origin/main', 'main']
  .map(branch => git('merge-base', branch, 'HEAD'))
  .find(({ status }) => status === 0)
  ?.stdout.trim()
const base = since ?? 'HEAD'
stdout.write(`Tests that what changed since ${base.slice(0, 7)} can reach\n`)

const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url))
const run = (/** @type {string[]} */ ...args) =>
  spawnSync(execPath, [vitest, 'run', '--config', 'test/vitest.config.ts', ...args, ...argv.slice(2)], {
    stdio: 'inherit',
  }).status ?? 1
const readers = ['architecture', 'documents', 'every-view', 'manifest', 'storage/statements'].map(
  name => `test/${name}.test.ts`,
)
const first = run(...readers)
exit(run('--changed', base, '--passWithNoTests') || first)
