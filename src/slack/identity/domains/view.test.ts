import { expect, test } from 'vitest'
import { readable } from '../../../../test/support/slack-text.ts'
import { domainsIds } from '../../ids/identity.ts'
import { readDomainsForm, readDomainsPreview } from './read.ts'
import { domainsPreview, domainsSavedView, domainsView } from './view.ts'

const domains = ['acme.com', 'acme.io']
const seen = '0badcafe'

test('what is declared, and where accounts are that nobody was found for', () => {
  expect(
    readable(domainsView({ domains, mark: seen, common: [{ domain: 'acme.dev', accounts: 12 }] })),
  ).toMatchInlineSnapshot(`
    "Does the company have several e-mail domains in which a name means the same person? Then \`dana@acme.io\` in Miro is recognized as \`dana@acme.com\` in Slack.
    Domains: <plain_text_input>
    (Accounts nobody was found for: \`acme.dev\` 12)"
  `)
})

test('what it would do, before it is saved', () => {
  const preview = {
    accounts: 31,
    conflicts: 1,
    leftOut: 2,
    sample: [{ email: 'dana@acme.io', personName: 'Dana Lee' }],
  }
  const nothing = { accounts: 0, conflicts: 0, leftOut: 0, sample: [] }
  expect([
    readable(domainsPreview({ domains, seen, preview })),
    readable(domainsPreview({ domains: [], seen, preview: nothing })),
  ]).toMatchInlineSnapshot(`
    [
      "\`acme.com\` = \`acme.io\` are the same company. This is not saved yet.
    *31 accounts* would be recognized by this.
    *1 account* could be one of two people, so an administrator has to say whose each is.
    *2 accounts* recognized by a domain left out would be nobody’s again.
    (For example: \`dana@acme.io\` is *Dana Lee*)",
      "No domains are declared any more. This is not saved yet.
    No account changes by this today.",
    ]
  `)
})

test('what came of saving', () => {
  const said = (['saved', 'unchanged', 'changed_meanwhile'] as const).map(outcome =>
    readable(domainsSavedView({ outcome })),
  )
  expect(said).toMatchInlineSnapshot(`
    [
      "✅ Saved. Every account is being checked again. Findings that this fixes close by themselves within a minute.",
      "Nothing was changed.",
      "⚠️ Nothing was saved: somebody else changed the domains meanwhile. Open Domains in \`/miro settings\` again.",
    ]
  `)
})

test('what is typed is read, with each problem under the input', () => {
  const read = (value: string | null, metadata = `{"m":"${seen}"}`) =>
    readDomainsForm({ metadata, state: { [domainsIds.list]: { [domainsIds.list]: { value } } } })
  expect([read('Acme.com\nacme.io'), read(null), read(null, 'forged')]).toEqual([
    { input: { domains, seen } },
    { input: { domains: [], seen } },
    { input: { domains: [], seen: '' } },
  ])
  expect(
    ['acme.com gmail.com', 'acme', 'acme.com', 'dana@acme.com'].map(text => read(text)),
  ).toMatchInlineSnapshot(`
    [
      {
        "problems": {
          "domains.list": "At gmail.com anybody gets an address, so the same name there can be somebody else. Leave it out.",
        },
      },
      {
        "problems": {
          "domains.list": "“acme” is not a domain. Write it like acme.com, one a line.",
        },
      },
      {
        "problems": {
          "domains.list": "One domain alone says nothing. Name at least two that are the same company, or none.",
        },
      },
      {
        "problems": {
          "domains.list": "“dana@acme.com” is not a domain. Write it like acme.com, one a line.",
        },
      },
    ]
  `)
})

test('what was previewed is what is saved, and what is forged saves nothing', () => {
  const { private_metadata: metadata = '' } = domainsPreview({
    ...{ domains, seen },
    preview: { accounts: 0, conflicts: 0, leftOut: 0, sample: [] },
  })
  expect([
    readDomainsPreview({ metadata, state: {} }),
    readDomainsPreview({ metadata: '{"m":"0badcafe","d":["gmail.com","acme.com"]}', state: {} }),
    readDomainsPreview({ metadata: '', state: {} }),
  ]).toEqual([
    { input: { domains, seen } },
    { input: { domains: [], seen } },
    { input: { domains: [], seen: '' } },
  ])
})
