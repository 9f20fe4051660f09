import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = new URL('../', import.meta.url)

test.each(['README.md', 'CONTRIBUTING.md'])('every file that %s links to is there', document => {
  const text = readFileSync(new URL(document, root), 'utf8')
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)]+)\)|src="([^"]+)"/g)].map(
    ([, link, picture]) => link ?? picture ?? '',
  )
  expect(links.length).toBeGreaterThan(0)
  expect(links.filter(link => !existsSync(fileURLToPath(new URL(link, root))))).toEqual([])
})

test('every script that CONTRIBUTING.md tells of is there', () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(
    readFileSync(new URL('package.json', root), 'utf8'),
  )
  const told = [...readFileSync(new URL('CONTRIBUTING.md', root), 'utf8').matchAll(/npm run ([\w:]+)/g)]
  expect(told.map(([, name]) => name).filter(name => name === undefined || !(name in scripts))).toEqual([])
})
