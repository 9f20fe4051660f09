import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { UnreadableList } from '../domain/staff-list.ts'
import { openPlace, type Place } from './open-place.ts'

async function read(place: Place): Promise<string> {
  const opened = await openPlace(place)
  if (opened.outcome === 'closed') return opened.because
  const parts: Uint8Array[] = []
  for await (const part of opened.bytes) parts.push(part)
  return Buffer.concat(parts).toString()
}

test('a file by its path', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'staff-list-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'staff.csv'), 'Email\nzoë@x\n')
  expect(await read({ path: join(folder, 'staff.csv') })).toBe('Email\nzoë@x\n')
  expect(await read({ path: join(folder, 'other.csv') })).toBe('no_file')
  expect(await read({ path: folder })).toBe('no_file')
  expect(await read({ path: '/dev/zero' })).toBe('no_file')
})

test('a pipe that nobody writes into is no list, and is not waited for', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'staff-list-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const pipe = join(folder, 'staff.csv')
  execFileSync('mkfifo', [pipe])
  expect(await read({ path: pipe })).toBe('no_file')
})

/** A server whose paths do what they are called. */
async function serve(): Promise<(path: string) => string> {
  const server = createServer((asked, answer) => {
    if (asked.url === '/list?key=1')
      return answer.writeHead(200, { 'content-type': 'text/csv' }).end('Email\n')
    if (asked.url === '/page') return answer.writeHead(200, { 'content-type': 'text/html' }).end('<html>')
    if (asked.url === '/away') return answer.writeHead(302, { location: '/list?key=1' }).end()
    if (asked.url === '/breaks') {
      answer.writeHead(200, { 'content-type': 'text/csv', 'content-length': '1000' }).write('Email\n')
      return setTimeout(() => answer.destroy(), 50)
    }
    return answer.writeHead(Number(asked.url?.slice(1)) || 500).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return path => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`
}

test('an address: what it gives, and nothing that it leads to', async () => {
  const at = await serve()
  expect(await read({ url: at('/list?key=1') })).toBe('Email\n')
  const answers = await Promise.all(
    ['/page', '/away', '/307', '/206', '/403', '/404', '/503'].map(path => read({ url: at(path) })),
  )
  expect(answers).toEqual(['page', 'away', 'away', 'unreachable', 'refused', 'no_file', 'unreachable'])
  expect(await read({ url: 'http://127.0.0.1:1/list' })).toBe('unreachable')
  await expect(read({ url: at('/breaks') })).rejects.toThrow(UnreadableList)
})
