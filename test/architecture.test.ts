import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const source = resolve(fileURLToPath(import.meta.url), '../../src')

/** Which folder may import which; a folder may always import itself. `.` is the files beside main.ts. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  workflows: ['domain'],
  slack: ['workflows', 'domain'],
  web: ['workflows', 'domain'],
  jobs: ['workflows', 'domain'],
  miro: ['domain'],
  'staff-csv': ['domain'],
  calendar: ['domain'],
  storage: ['domain', 'crypto'],
  crypto: [],
  sandbox: [
    '.',
    'wiring',
    'domain',
    'workflows',
    'slack',
    'web',
    'jobs',
    'miro',
    'staff-csv',
    'calendar',
    'storage',
    'crypto',
  ],
  wiring: ['.', 'domain', 'workflows', 'slack', 'jobs', 'miro', 'staff-csv', 'calendar', 'storage'],
  '.': [
    'wiring',
    'domain',
    'workflows',
    'slack',
    'web',
    'jobs',
    'miro',
    'staff-csv',
    'calendar',
    'storage',
    'crypto',
  ],
}

/** Files of `.` that more than the composition root may see. */
const everybody = new Set(['log.ts'])

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter(file => /\.(tsx?|js)$/.test(file) && !file.startsWith(join('storage', 'generated')))
  .map(file => ({ file, text: readFileSync(join(source, file), 'utf8'), isTest: /\.test\.ts$/.test(file) }))

const product = files.filter(({ isTest }) => !isTest)

const folderOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] ?? '.') : '.')

const importsOf = (text: string): string[] =>
  [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s+['"]([^'"]+)['"]/g,
    ),
  ].map(match => match[1] ?? match[2] ?? match[3] ?? '')

/** The files of the program that a file imports. */
const neighbours = ({ file, text }: (typeof files)[number]): string[] =>
  importsOf(text)
    .filter(target => target.startsWith('.'))
    .map(target => relative(source, resolve(source, dirname(file), target)))
    .filter(target => !target.startsWith('..') && !target.startsWith(join('storage', 'generated')))

const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:])\/\/.*$/gm, '$1')

test('looks at the whole program', () => {
  expect(product.length).toBeGreaterThanOrEqual(40)
})

/** The world that workflows pick from takes the shapes of repositories and ports, and nothing but their types. */
const isShape = (from: string, target: string): boolean =>
  from === 'workflows/world.ts' &&
  ['storage', 'miro', 'slack', 'staff-csv', 'calendar'].includes(folderOf(target))

test('the world is types only', () => {
  const world = product.find(({ file }) => file === 'workflows/world.ts')
  expect(world?.text.match(/^import (?!type )/gm)).toBeNull()
})

test('imports go one way', () => {
  const wrong = product.flatMap(one =>
    neighbours(one)
      .filter(target => !isShape(one.file, target))
      .filter(target => {
        const [from, to] = [folderOf(one.file), folderOf(target)]
        return from !== to && !(allowed[from] ?? []).includes(to) && !everybody.has(target)
      })
      .map(target => `${one.file} imports ${target}`),
  )
  expect(wrong).toEqual([])
})

test('every relative import names a file that is there', () => {
  const known = new Set(files.map(({ file }) => file))
  const missing = files.flatMap(one =>
    neighbours(one)
      .filter(target => !known.has(target))
      .map(target => `${one.file} imports ${target}`),
  )
  expect(missing).toEqual([])
})

test('no file imports, by whatever way, one that imports it', () => {
  // What imports nothing that is left cannot be part of a circle; taken away again and again, only circles are left.
  let left = new Map(product.map(one => [one.file, neighbours(one)]))
  for (let before = Number.POSITIVE_INFINITY; left.size < before; ) {
    before = left.size
    const known = left
    left = new Map([...known].filter(([, targets]) => targets.some(target => known.has(target))))
  }
  expect([...left.keys()]).toEqual([])
})

test('the domain imports nothing but itself', () => {
  const outside = product
    .filter(({ file }) => folderOf(file) === 'domain')
    .flatMap(({ file, text }) =>
      importsOf(text)
        .filter(target => !target.startsWith('.'))
        .map(target => `${file}: ${target}`),
    )
  expect(outside).toEqual([])
})

describe('slack', () => {
  /** What every wing stands on, and what of the others each may import. */
  const ground: Readonly<Record<string, readonly string[]>> = {
    frame: [],
    ids: [],
    words: ['frame'],
    doors: ['frame', 'ids', 'words'],
  }
  const wings = [
    ...['accounts', 'alerts', 'checks', 'connection', 'identity'],
    ...['journal', 'people', 'rule', 'sync', 'workspace'],
  ]
  /** Wings that import another. A new pair needs a better reason than these. */
  const pairs: Readonly<Record<string, string>> = {
    'workspace -> checks': 'Home shows the checks and the pending tasks',
    'rule -> checks': 'the page of the critical system shows the pending tasks',
    'connection -> workspace': 'what was connected shows the setup that goes on',
    'alerts -> identity': 'the outbox posts the questions to likely owners, and their answers',
  }

  /** The first folder below `layer`; a file beside the folders is `.`. */
  const partOf = (file: string, layer: string): string | null => {
    const [first, part, ...below] = file.split('/')
    return first !== layer || part === undefined ? null : below.length === 0 ? '.' : part
  }
  const crossing = product.flatMap(one => {
    const from = partOf(one.file, 'slack')
    return neighbours(one).flatMap(target => {
      const to = partOf(target, 'slack')
      return from === null || to === null || from === to
        ? []
        : [{ from, to, said: `slack/${from} may not import slack/${to}: ${one.file} imports ${target}` }]
    })
  })

  test('frame imports no other part, words only frame, doors only frame, ids and words, ids nothing', () => {
    const wrong = crossing.filter(({ from, to }) => from in ground && !ground[from]?.includes(to))
    expect(wrong.map(({ said }) => said)).toEqual([])
  })

  test('a wing imports no other wing, but for the pairs written down', () => {
    const between = crossing.filter(({ from, to }) => wings.includes(from) && wings.includes(to))
    const unwritten = between.filter(({ from, to }) => !(`${from} -> ${to}` in pairs))
    expect(unwritten.map(({ said }) => said)).toEqual([])
  })

  test('at most six pairs are written down, and each is in use', () => {
    expect(Object.keys(pairs).length).toBeLessThanOrEqual(6)
    const used = new Set(crossing.map(({ from, to }) => `${from} -> ${to}`))
    const unused = Object.keys(pairs).filter(pair => !used.has(pair))
    expect(unused.map(pair => `no longer needed in the list of pairs: ${pair}`)).toEqual([])
  })

  test.each([
    ['slack', [...wings, ...Object.keys(ground)]],
    ['workflows', wings],
  ])('the folders of %s are the wings and what they stand on', (layer, expected) => {
    const folders = new Set(product.map(({ file }) => partOf(file, layer)))
    expect([...folders].filter(part => part !== null && part !== '.').sort()).toEqual([...expected].sort())
  })
})

const pure = product.filter(
  ({ file }) =>
    folderOf(file) === 'domain' ||
    /(^|[/-])(view|standard-views|read|parse|wire|retry-timing)\.ts$/.test(file) ||
    /^slack\/(words|doors|ids)\/(?!connection-finder)/.test(file),
)

test('pure by name is what shows and what reads, also with more of a name before it', () => {
  const names = pure.map(({ file }) => file)
  for (const file of [
    'domain/account.ts',
    'slack/workspace/home/view.ts',
    'slack/connection/connect/pasted-read.ts',
    'slack/words/account.ts',
    'slack/doors/finding.ts',
    'miro/wire.ts',
  ])
    expect(names).toContain(file)
})

describe('pure files', () => {
  test.each([
    ['await', /\bawait\b/],
    ['a clock', /\bnew Date\(\)|\bDate\.now\(|performance\.now/],
    ['randomness', /\bMath\.random\b|\brandomBytes\b|\brandomUUID\b/],
    ['the environment', /\bprocess\./],
    ['a logger', /\bconsole\.|\blog\.(info|warn|error|debug)\(/],
  ])('have no %s', (_, pattern) => {
    expect(pure.filter(({ text }) => pattern.test(withoutComments(text))).map(({ file }) => file)).toEqual([])
  })
})

/** Where a process begins. */
const entries = new Set(['main.ts', 'backup-main.ts', 'verify-main.ts'])

test('only entries and the sandbox touch the process', () => {
  const touching = product
    .filter(
      ({ file, text }) =>
        !entries.has(file) &&
        folderOf(file) !== 'sandbox' &&
        /\bprocess\.(env|exit|argv|on|once|kill|stdout|stdin)\b/.test(withoutComments(text)),
    )
    .map(({ file }) => file)
  expect(touching).toEqual([])
})

describe('storage', () => {
  const outside = product.filter(
    ({ file }) =>
      folderOf(file) !== 'sandbox' && !file.endsWith('-sql.ts') && !file.startsWith('storage/engine/'),
  )
  test.each([
    // Elsewhere a repository names a statement, or asks Prisma.
    ['sent', /\.query(<|\()|\$(query|execute)Raw/],
    ['made', /import \{[^}]*\b(statement|command)\b[^}]*\} from '[^']*\/engine\/statement\.ts'/],
  ])('SQL is %s only by the database itself and by files whose name says so', (_, pattern) => {
    const wrong = outside.filter(({ text }) => pattern.test(withoutComments(text))).map(({ file }) => file)
    expect(wrong).toEqual([])
  })
})

test('whatever writes accounts, people, what is said of them, or assessments keeps what follows from it', () => {
  const rules = [
    [
      // Nothing follows from what Miro calls somebody.
      /(INSERT INTO|UPDATE|DELETE FROM) (account(?! SET name\b)|person|assessment)\b|\.(account|person|assessment)\.(create|update|upsert|delete)/,
      /from '\.\/(counts-sql|staff-merge-sql)\.ts'/,
    ],
    [
      /(INSERT INTO|UPDATE|DELETE FROM) person_source\b|\.personSource\.(create|update|upsert|delete)/,
      /from '\.\/staff-merge-sql\.ts'/,
    ],
  ] as const
  // It writes only of who and what is gone, in the sources as in what was merged, and nothing that is counted.
  const deleting = 'storage/retention-sql.ts'
  const forgotten = rules.flatMap(([writes, keeps]) => {
    const keeping = (file: string) => product.some(each => each.file === file && keeps.test(each.text))
    return product
      .filter(({ file, text }) => folderOf(file) === 'storage' && file !== deleting && writes.test(text))
      .filter(({ file }) => !keeping(file) && !keeping(file.replace('-sql.ts', '.ts')))
  })
  expect(forgotten.map(({ file }) => file)).toEqual([])
})

test('no file is longer than 300 lines, and most are short', () => {
  const lengths = product.map(({ file, text }) => ({ file, lines: text.split('\n').length }))
  expect(lengths.filter(({ lines }) => lines > 300)).toEqual([])
  const median = lengths.map(({ lines }) => lines).sort((a, b) => a - b)[Math.floor(lengths.length / 2)] ?? 0
  expect(median).toBeLessThanOrEqual(120)
})

test('no handler, helper or barrel names that say nothing', () => {
  const vague = product.filter(
    ({ file }) =>
      /(utils?|helpers?|common|manager|service)\.ts$/.test(file) ||
      (/(^|\/)index\.ts$/.test(file) && file !== 'domain/checks/index.ts'),
  )
  expect(vague.map(({ file }) => file)).toEqual([])
})

test('no module is replaced in a test', () => {
  const mocking = files.filter(({ text, isTest }) => isTest && /\bvi\.(mock|doMock)\(/.test(text))
  expect(mocking.map(({ file }) => file)).toEqual([])
})
