import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execPath, env as ownEnv } from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { claimPort } from '../../src/sandbox/claimed-port.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url))

export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null }

/** The built bot in a process of its own, as `npm start` runs it. */
export type BotProcess = {
  readonly pid: number
  /** What it printed so far, both streams. */
  output(): string
  /** Resolves when it answers; fails with its output when it ends before. */
  ready(): Promise<void>
  readonly ended: Promise<Ended>
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Ended>
}

/** Starts `node dist/main.js` with exactly this environment. It is killed when the test has finished. */
export function startBotProcess(env: Readonly<Record<string, string>>): BotProcess {
  const child = spawn(execPath, [main], {
    // NODE_ENV keeps a developer's .env out.
    env: { PATH: ownEnv['PATH'] ?? '', NODE_ENV: 'test', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const parts: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => parts.push(part))
  const output = () => Buffer.concat(parts).toString('utf8')
  let over: Ended | null = null
  const ended = once(child, 'close').then(([code, signal]): Ended => {
    over = { code, signal }
    return over
  })
  const end = async (signal: NodeJS.Signals) => {
    if (over === null) child.kill(signal)
    return await ended
  }
  onTestFinished(async () => void (await end('SIGKILL')))
  const ready = async () => {
    for (const enough = performance.now() + 90_000; performance.now() < enough; await pause(50)) {
      if (over !== null) throw new Error(`the bot ended with ${JSON.stringify(over)}:\n${output()}`)
      const answer = await fetch(`http://127.0.0.1:${env['PORT']}/healthz`).catch(() => null)
      if (answer?.ok) return
    }
    throw new Error(`the bot was not ready within 90 s:\n${output()}`)
  }
  return { pid: child.pid ?? 0, output, ready, ended, end }
}

/** The bot of a sandbox, ready to be used in the local Slack. */
export async function startSandboxProcess(
  sandbox: Sandbox,
  env: Readonly<Record<string, string>>,
): Promise<BotProcess> {
  const bot = startBotProcess({ ...sandbox.env(), LOG_LEVEL: 'warn', ...env })
  await bot.ready()
  sandbox.slack.deliverTo(`http://127.0.0.1:${env['PORT'] ?? sandbox.port}/slack/events`)
  return bot
}

/** An empty directory, removed when the test has finished. */
export async function emptyDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'bot-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  return directory
}

/** For a second bot beside the one whose port the sandbox chose. */
export async function freePort(): Promise<number> {
  const { port, release } = await claimPort()
  onTestFinished(release)
  return port
}
