import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import process, { execPath } from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const tsc = fileURLToPath(new URL('bin/tsc', import.meta.resolve('typescript/package.json')))

/**
 * Compiles a project whenever a file of it is saved. What is wrong with it is printed, and then nothing is written.
 * `onBuilt` is called each time all of it is right.
 */
export function startCompiler(project: string, onBuilt: () => void): { stop(): Promise<void> } {
  const options = ['--watch', '--noEmitOnError', '--preserveWatchOutput', '--pretty', 'false']
  // In a group of its own: on Node 20, tsc runs the compiler as a child that a signal to itself does not reach.
  const child = spawn(execPath, [tsc, '-p', project, ...options], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  createInterface({ input: child.stdout }).on('line', line => {
    if (/ Found 0 errors\./.test(line)) onBuilt()
    else if (!/ - (File change detected|Starting compilation)/.test(line) && line !== '') console.log(line)
  })
  return { stop: () => stopGroup(child) }
}

async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const closed = once(child, 'close')
  process.kill(-child.pid, 'SIGTERM')
  await closed
}
