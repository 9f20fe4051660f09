import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process, { execPath } from 'node:process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const program = fileURLToPath(new URL('../../dist/sandbox/main.js', import.meta.url))
const verifier = fileURLToPath(new URL('../../dist/verify-main.js', import.meta.url))

/** Status of a request to this host that names another. */
const statusFor = async (url: URL, host: string): Promise<number | undefined> => {
  const asked = request(url, { headers: { host } }).end()
  const [answer] = await once(asked, 'response')
  answer.resume()
  return answer.statusCode
}

/** Starts the sandbox in a folder of its own; what it printed up to its address. */
async function started(...args: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-process-'))
  const child = spawn(execPath, [program, ...args], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  let printed = ''
  const url = await new Promise<URL>(resolve => {
    child.stdout.on('data', part => {
      printed += String(part)
      const address = /Open (http:\S+)\n/.exec(printed)?.[1]
      if (address !== undefined) resolve(new URL(address))
    })
  })
  return {
    url,
    printed: () => printed,
    /** Ctrl-C; what is left in the folder. */
    async stop() {
      child.kill('SIGINT')
      expect((await ended)[0]).toBe(0)
      const left = await readdir(folder)
      await rm(folder, { recursive: true })
      return left
    },
  }
}

test('prints one address, answers there alone, and leaves nothing behind at Ctrl-C', async () => {
  const { url, stop } = await started()
  const page = await fetch(url)
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
  expect(await page.text()).toContain('<title>Miro Access sandbox</title>')
  expect(await statusFor(url, 'evil.example')).toBe(403)
  expect(await stop()).toEqual([])
})

test('a port that is taken: says so in a sentence, and takes the next one; its journal can be verified', async () => {
  const others = createServer().listen(0, '127.0.0.1')
  await once(others, 'listening')
  const taken = (others.address() as AddressInfo).port
  const { url, printed, stop } = await started('--port', String(taken))
  expect(Number(url.port)).toBeGreaterThan(taken)
  expect(printed()).toContain(`Port ${taken} is taken, so the page is on ${url.port}.`)
  const dataDir = /DATA_DIR=(\S+) npm run verify-journal/.exec(printed())?.[1] ?? ''
  const verified = spawn(execPath, [verifier], { env: { ...process.env, DATA_DIR: dataDir }, stdio: 'pipe' })
  let said = ''
  verified.stdout.on('data', part => {
    said += String(part)
  })
  expect((await once(verified, 'close'))[0]).toBe(0)
  expect(said).toContain('The journal is whole')
  await stop()
  others.close()
})
