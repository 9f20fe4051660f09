import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** The bot in a process of its own, as `npm start` runs it. Resolves when it answers; returns how to end it. */
export async function startBot(env: Readonly<Record<string, string>>): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../src/main.js', import.meta.url))], {
    // NODE_ENV keeps a developer's .env out.
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'test', LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const closed = once(child, 'close')
  const stop = async () => {
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), 20_000)
    await closed
    clearTimeout(late)
  }
  for (const enough = performance.now() + 90_000; performance.now() < enough; await pause(100)) {
    if (child.exitCode !== null) throw new Error(`the bot ended with code ${child.exitCode}`)
    const answer = await fetch(`http://127.0.0.1:${env['PORT']}/healthz`).catch(() => null)
    if (answer?.ok) return stop
  }
  await stop()
  throw new Error('the bot was not ready within 90 s')
}
