import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bold, clip, code, date, foreign, join, link, md, mention, mrkdwn, plain, words } from './text.ts'

describe('foreign text', () => {
  test.each([
    ['', '–'],
    ['   ', '–'],
    ['<!channel>', '<!channel>'],
    ['Dana\u202eeelO\u202c Lee', 'DanaeelO Lee'],
    ['a\u0000b\u0007c\u200bd', 'abcd'],
    ['one\n\ntwo\tthree', 'one two three'],
    ['Z\u0351\u0352\u0353\u0354\u0355a', 'Z\u0351\u0352a'],
    ['Zoë 😀', 'Zoë 😀'],
    ['\ud800x', 'x'],
    ['x'.repeat(500), `${'x'.repeat(79)}…`],
  ])('%j becomes %j', (given, expected) => {
    expect(foreign(given)).toBe(expected)
  })

  test('is escaped exactly once in markup', () => {
    expect(md`Hello ${'<!channel> & <@U1>'}`.markup).toBe('Hello &lt;!channel&gt; &amp; &lt;@U1&gt;')
    expect(md`${md`Hello ${'&amp;'}`}`.markup).toBe('Hello &amp;amp;')
    expect(words('a < b').markup).toBe('a &lt; b')
    const since = new Date('2026-11-24T09:00:00Z')
    expect(words({ says: 'Not < since', at: since }).markup).toBe(`Not &lt; since ${date(since).markup}.`)
  })

  test('cannot leave bold or code', () => {
    expect(bold('a*b').markup).toBe('*a∗b*')
    expect(code('a`b').markup).toBe("`a'b`")
  })

  test('never makes a mention, a link or a date, whatever it is', () => {
    const build = (text: string) => [
      md`${text}`.markup,
      bold(text).markup,
      code(text).markup,
      words(text).markup,
      mention(text).markup.replace(/^<@[UW][A-Z0-9]{2,}>$/, ''),
      link('https://example.com', text).markup.replace(/^<https:\/\/example\.com\|([^<>|]*)>$/, '$1'),
    ]
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc
        .array(fc.constantFrom('<', '>', '&', '!channel', '@U123', '|', '`', '\u202e', '&lt;', '\n'))
        .map(all => all.join('')),
    )
    fc.assert(
      fc.property(hostile, text => build(text).every(markup => !/[<>]/.test(markup))),
      { numRuns: 2000 },
    )
  })
})

describe('clip', () => {
  test('counts code points, so that no pair is cut', () => {
    expect(clip('😀😀😀', 3)).toBe('😀😀😀')
    expect(clip('😀😀😀😀', 3)).toBe('😀😀…')
  })

  test('cuts markup neither in an entity nor in a link', () => {
    expect(mrkdwn({ markup: 'abc&amp;def' }, 6).text).toBe('abc…')
    expect(mrkdwn({ markup: 'abc <@U123456> x' }, 10).text).toBe('abc…')
  })
})

test('a date carries a fallback for clients that cannot show it', () => {
  expect(date(new Date('2026-11-24T09:05:59Z')).markup).toBe(
    '<!date^1795511159^{date_short_pretty} at {time}|24 Nov 2026 at 09:05 UTC>',
  )
})

test('numbers, joins and plain text', () => {
  expect(md`${12345} accounts`.markup).toBe('12,345 accounts')
  expect(join([md`a`, null, md``, md`b`], ' · ').markup).toBe('a · b')
  expect(plain('')).toEqual({ type: 'plain_text', text: '–', emoji: false })
})
