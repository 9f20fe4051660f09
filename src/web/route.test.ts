import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { page } from './route.ts'

test('only its own style may style the page', () => {
  const { body, headers } = page(200, { title: 'Connected', nextStep: 'Go back to Slack.' })
  const style = /<style>(.*)<\/style>/.exec(body)?.[1] ?? ''
  const hash = createHash('sha256').update(style).digest('base64')
  expect(headers['content-security-policy']).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  )
})

test('what it says is text', () => {
  const { body } = page(200, { title: '<script>', nextStep: `"'&` })
  expect(body).toContain('<h1>&lt;script&gt;</h1><p>&quot;&#39;&amp;</p>')
})
