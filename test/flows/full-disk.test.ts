import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Sandbox } from '../../src/sandbox/sandbox.ts'
import { smallCompany } from '../../src/sandbox/seeds/small-company.ts'
import { startSandboxProcess } from '../support/bot-process.ts'
import { makeDataDirectory } from '../support/database.ts'
import { connect, requestSync } from '../support/set-up.ts'
import { fill, smallDisk } from '../support/small-disk.ts'

test('a disk that is full is said by the health and to people, and ends the bot with what to do', async context => {
  const disk = await smallDisk(400)
  if (disk === null) return context.skip('no disk can be mounted here')
  const sandbox = await Sandbox.create({ seed: smallCompany })
  onTestFinished(() => sandbox.stop())
  const DATA_DIR = join(disk, 'data')
  await cp(await makeDataDirectory(), DATA_DIR, { recursive: true })
  const bot = await startSandboxProcess(sandbox, { DATA_DIR })
  const health = async () => {
    const answer = await fetch(`http://127.0.0.1:${sandbox.port}/healthz`)
    return { status: answer.status, said: await answer.json() }
  }
  expect(await health()).toMatchObject({ status: 200, said: { ok: true, room: true } })
  await fill(disk, 50)
  const admin = sandbox.slack.as('U0ADA')
  await connect(sandbox, admin)
  await requestSync(sandbox, admin, 'is nearly full')
  await fill(disk, 0)
  expect(await health()).toMatchObject({ status: 503, said: { ok: false, room: false, slack: true } })
  expect(await bot.ended).toEqual({ code: 1, signal: null })
  expect(bot.output()).toContain(
    `The disk that holds ${DATA_DIR} is full: 0 MB are left and 64 MB are needed. Free some space and start again.\n`,
  )
})
