import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { openLog } from './log.ts'

const lines: string[] = []
const destination = new Writable({
  write: (chunk, _encoding, done) => {
    lines.push(String(chunk))
    done()
  },
})

test('one event is one line, and nothing that looks like a token is in it', () => {
  const log = openLog('debug', destination).child({ part: 'test' })
  const tokens = [
    'xoxb-12-34-secret',
    'xapp-1-A-secret',
    'eyJtaXJvLm9yaWdpbiI6ImV1MDEifQ_secret',
    'Bearer secret-thing',
  ]
  for (const token of tokens) {
    log.info({ field: `a ${token}` }, `said ${token}\n{"level":50}`)
    log.error({ err: new Error(`failed with ${token}`) }, 'failed')
  }
  expect(lines).toHaveLength(8)
  expect(lines.filter(line => line.includes('secret') || line.trimEnd().includes('\n'))).toEqual([])
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    part: 'test',
    field: 'a «redacted»',
    msg: 'said «redacted»\n{"level":50}',
  })
})
