import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process, { execPath } from 'node:process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Sandbox } from '../src/sandbox/sandbox.ts'
import { smallCompany } from '../src/sandbox/seeds/small-company.ts'
import { Terminal } from '../src/sandbox/terminal/terminal.ts'

const printed: string[] = []
let dataDir: string
let sandbox: Sandbox
let terminal: Terminal

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sandbox-terminal-'))
  sandbox = await Sandbox.create({ seed: smallCompany })
  await sandbox.startBot({ env: { DATA_DIR: dataDir } })
  terminal = new Terminal(sandbox, 'U0ADA', lines => printed.push(...lines))
  terminal.open()
})

afterAll(async () => {
  terminal.close()
  await sandbox.stop()
  await rm(dataDir, { recursive: true, force: true })
})

/** Types a line, and returns what is printed until it is quiet again, without frames. */
async function type(line: string): Promise<string[]> {
  printed.length = 0
  await terminal.line(line)
  await terminal.quiet()
  return printed.map(one => one.replace(/^ {2}[│┌]?/, '').trim())
}

/** The first lines of the windows and messages that came, but for windows that only say that work is under way. */
async function headings(line: string): Promise<string[]> {
  const lines = await type(line)
  return lines
    .flatMap((one, index) => (/^(window|direct message|#)/.test(one) ? [`${one}: ${lines[index + 1]}`] : []))
    .filter(heading => heading !== 'window: One moment')
}

/** The numbered hints of the first screen, as somebody would copy them. */
const hints = (): string[] => printed.flatMap(line => /^\d {2}(.+)$/.exec(line)?.[1] ?? [])

test('the hints of the first screen lead to the first alert, and to one that closes', {
  timeout: 120_000,
}, async () => {
  expect(printed).toContain('You       Ada Okafor, admin. This terminal is your Slack.')
  const typed = hints()
  expect(typed).toHaveLength(4)
  const [connect = '', allow = '', rule = '', channel = ''] = typed
  expect(await headings(connect)).toEqual([
    'window: Before you begin',
    'window: Connect to Miro',
    'window: One step in Miro',
  ])
  expect(await headings(`${allow} ; wait Every staff member ; wait First look`)).toEqual(
    expect.arrayContaining([
      'direct message: Set up the Miro access checks',
      'window: Miro is connected',
      'window: Critical system',
      'window: Who is a valid user?',
      'direct message: First look at Juniper: 17 accounts read',
    ]),
  )
  expect(await type(rule)).toEqual(
    expect.arrayContaining([
      'Valid users are: By role',
      'Roles in Miro: Member (11 accounts), Company Admin (2 accounts)',
      'Saved. Valid by role: Miro role Company Admin, Member.',
    ]),
  )
  expect(await type(`${channel} ; wait things to put right`)).toEqual(
    expect.arrayContaining([
      'Channel: #access-alerts',
      '1 account of a person who left can still use Miro',
      '8 Miro accounts are not identified',
      '(the window is closed)',
    ]),
  )
  expect(await type('leave Carla ; /miro sync ; wait • Carla Mendes ; wait Sync complete')).toEqual(
    expect.arrayContaining([
      'Carla Mendes’s Slack account is deactivated. The next sync sees it: /miro sync.',
      '🟡 1 account of a person who left can still use Miro · Juniper',
    ]),
  )
  expect(
    await type('deactivate Carla ; /miro sync ; wait Closed · access removed ; wait Sync complete'),
  ).toEqual(
    expect.arrayContaining([
      'carla.mendes@juniper.example is deactivated in Miro. The next sync sees it: /miro sync.',
      '✅ Closed · access removed for 1 account of a person who left · Juniper',
      '(edited)',
    ]),
  )
})

test.each([
  ['dance', 'There is no "dance". Type /miro help, or help for everything else.'],
  ['/dance', 'Slack knows no such command. Type /miro help.'],
  [
    'click Dance',
    'No message has a button "Dance". Try Show the checks, Show accounts, Sync now, How to fix or Where do alerts go?',
  ],
  [
    'click show accounts',
    'There are 2 of them, from top to bottom. Type click Show accounts 1 or click Show accounts 2.',
  ],
  ['fill Channel = #general', 'No window is open, so there is nothing to fill.'],
  ['submit', 'No window is open. Type look to see what is on screen.'],
  [
    'show #design',
    'There is no channel of yours "design". Try #general, #access-alerts, #northwind-project or #old-alerts.',
  ],
  ['as carla', 'Carla Mendes is deactivated and has no Slack. Type return Carla Mendes.'],
  ['leave carla', 'Carla Mendes has left already.'],
  ['remove gus', '"gus" could be gus@juniper.example or gus.meyer@juniper.example.'],
  [
    'role ben.sorensen@juniper.example boss',
    'There is no role "boss". Try Company Admin, Member, Guest or Team guest.',
  ],
  ['mend miro', 'Nothing is broken.'],
])('%s is answered', async (line, answer) => {
  expect(await type(line)).toEqual([answer])
})

test('what a window asks for is named', async () => {
  await type('/miro alerts ; wait Where do alerts go?')
  expect(await type('fill Chanel = #general')).toEqual(['There is no field "Chanel". Try Channel.'])
  expect(await type('fill Channel = #client')).toEqual([
    'There is no channel in this list "#client". Try #general, #access-alerts or #design.',
  ])
  expect(await type('fill Channel = general')).toEqual(['Channel: #general'])
  expect(await type('click Sync now')).toEqual([
    'The window in front has no button "Sync now". Try Save or Close. A message has it: type close all first.',
  ])
  expect(await type('close all')).toEqual(['(the window is closed)'])
})

test('others see what is theirs', async () => {
  expect(await type('as guest')).toEqual([
    'You are Kim Park, guest.',
    'Nothing is on screen yet. Type /miro help.',
  ])
  expect(terminal.prompt).toBe('Kim Park> ')
  expect(await type('/miro checks ; wait Guests cannot')).toEqual([
    'direct message, only you see this',
    'Guests cannot use this bot. Ask @Ada Okafor, @Ben Sorensen.',
    '└',
  ])
  await type('as Ada')
})

test('Miro changes and comes back', async () => {
  expect(await type('remove gus@juniper.example ; restore gus@juniper.example')).toEqual([
    'gus@juniper.example is no longer in the Miro organization. The next sync sees it: /miro sync.',
    'gus@juniper.example is active in Miro. The next sync sees it: /miro sync.',
  ])
  expect(await type('role marketing@juniper.example guest')).toEqual([
    'marketing@juniper.example is Guest in Miro. The next sync sees it: /miro sync.',
  ])
  expect(await type('accounts')).toContainEqual(
    expect.stringMatching(/^marketing@juniper\.example +Guest +active$/),
  )
  const broken = await type('break miro')
  expect(broken).toEqual(['Miro’s API answers 503 to everything until you type mend miro.'])
  expect((await fetch(`${sandbox.miro.url}/v1/oauth-token`)).status).toBe(503)
  expect(await type('mend miro')).toEqual(['Miro’s API works again.'])
  expect((await fetch(`${sandbox.miro.url}/v1/oauth-token`)).status).not.toBe(503)
})

test('a script on the input is followed to its end, and nothing is left behind', {
  timeout: 120_000,
}, async () => {
  const own = await mkdtemp(join(tmpdir(), 'sandbox-process-'))
  const main = fileURLToPath(new URL('../dist/sandbox/main.js', import.meta.url))
  const child = spawn(execPath, [main], { env: { ...process.env, TMPDIR: own } })
  child.stdin.end('/miro help\npeople\n')
  const [out, problems, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  expect({ code, problems }).toEqual({ code: 0, problems: '' })
  expect(out).toContain('Ada Okafor> /miro help\n  ┌ direct message, only you see this')
  expect(out).toContain('Ada Okafor> people\n>  Ada Okafor             admin')
  expect((await readdir(own)).filter(name => name.startsWith('miro-access-sandbox-'))).toEqual([])
  await rm(own, { recursive: true })
})
