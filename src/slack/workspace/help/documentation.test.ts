import { expect, test } from 'vitest'
import { documentation, documentationIn } from './documentation.ts'

test('the homepage comes first, then the repository as a browser opens it, and nothing else is an address', () => {
  const repository = { type: 'git', url: 'git+https://git.example.com/acme/miro-access.git' }
  expect(documentationIn({ homepage: 'https://docs.example.com/miro', repository })).toBe(
    'https://docs.example.com/miro',
  )
  expect(documentationIn({ repository })).toBe('https://git.example.com/acme/miro-access')
  expect(documentationIn({ repository: 'https://git.example.com/acme' })).toBe('https://git.example.com/acme')
  expect(
    documentationIn({ homepage: 'javascript:alert(1)', repository: 'git@git.example.com:acme' }),
  ).toBeNull()
  expect(documentationIn({})).toBeNull()
})

test('the package of this bot can be read where it lies', () => {
  expect(() => documentation()).not.toThrow()
})
