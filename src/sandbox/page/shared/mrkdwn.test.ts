import { expect, test } from 'vitest'
import { parseMrkdwn } from './mrkdwn.ts'

const text = (value: string) => ({ kind: 'text', text: value })

test.each([
  [
    '*Bold* and _it_',
    [{ kind: 'bold', children: [text('Bold')] }, text(' and '), { kind: 'italic', children: [text('it')] }],
  ],
  ['snake_case_name 2*3*4', [text('snake_case_name 2*3*4')]],
  [
    '*<@U1>* in <#C1|access>',
    [{ kind: 'bold', children: [{ kind: 'user', id: 'U1' }] }, text(' in '), { kind: 'channel', id: 'C1' }],
  ],
  ['`a*b*`', [{ kind: 'code', text: 'a*b*' }]],
  [
    '<https://miro.com/?a=1&amp;b=2|Admin &amp; more>',
    [{ kind: 'link', url: 'https://miro.com/?a=1&b=2', label: 'Admin & more' }],
  ],
  ['<javascript:alert(1)|x>', [text('<javascript:alert(1)|x>')]],
  [
    '<!date^1764000000^{date_short} at {time}|24 Nov>',
    [{ kind: 'date', seconds: 1764000000, format: '{date_short} at {time}', fallback: '24 Nov' }],
  ],
  ['&lt;!channel&gt; &amp;amp;', [text('<!channel> &amp;')]],
  ['<!channel>', [{ kind: 'everybody', name: 'channel' }]],
])('%s', (markup, children) => {
  expect(parseMrkdwn(markup)).toEqual([{ kind: 'lines', children }])
})

test('quotes and preformatted text stand for themselves', () => {
  expect(parseMrkdwn('one\n&gt; two\n&gt; *three*\nfour\n```\n*five*```')).toEqual([
    { kind: 'lines', children: [text('one')] },
    { kind: 'quote', children: [text('two\n'), { kind: 'bold', children: [text('three')] }] },
    { kind: 'lines', children: [text('four')] },
    { kind: 'preformatted', text: '*five*' },
  ])
})
