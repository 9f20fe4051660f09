import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process, { execPath } from 'node:process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const program = fileURLToPath(new URL('../../dist/sandbox/main.js', import.meta.url))

/** Status of a request to this host that names another. */
const statusFor = async (url: URL, host: string): Promise<number | undefined> => {
  const asked = request(url, { headers: { host } }).end()
  const [answer] = await once(asked, 'response')
  answer.resume()
  return answer.statusCode
}

test('prints one address, answers there alone, and leaves nothing behind at Ctrl-C', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-process-'))
  const child = spawn(execPath, [program], {
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
  const page = await fetch(url)
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
  expect(await page.text()).toContain('<title>Miro Access sandbox</title>')
  expect(await statusFor(url, 'evil.example')).toBe(403)
  child.kill('SIGINT')
  expect((await ended)[0]).toBe(0)
  expect(await readdir(folder)).toEqual([])
  await rm(folder, { recursive: true })
})
