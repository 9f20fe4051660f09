import { expect, test } from 'vitest'
import { message, section } from './blocks.ts'
import { openForms } from './forms.ts'
import { folded } from './newer-blocks.ts'
import { md } from './text.ts'

const plain = message(md`Plain`, [section(md`Plain`)])
const newer = message(md`Newer`, [folded('More', [section(md`Step`)])])

/** A workspace, and what it got: the types of the blocks of each message. */
function workspace({
  takes = ['section'],
  form = 'newer',
}: {
  takes?: string[]
  form?: 'newer' | 'classic'
} = {}) {
  let now = 0
  const got: string[][] = []
  let refusals = 0
  const forms = openForms({ form, clock: () => new Date(now), onRefused: () => (refusals += 1) })
  const post = async ({ blocks }: { blocks?: unknown }) => {
    const types = (blocks as { type: string }[]).map(({ type }) => type)
    got.push(types)
    if (types.some(type => !takes.includes(type))) throw new Error('invalid_blocks')
    return types
  }
  const refuses = (error: unknown) => error instanceof Error && error.message === 'invalid_blocks'
  return {
    got,
    refusals: () => refusals,
    later: (hours: number) => (now += hours * 3_600_000),
    send: (said = newer) => forms.send(said, post, refuses),
    fail: (error: Error) => forms.send(newer, async () => Promise.reject(error), refuses),
  }
}

test('what is taken is sent once', async () => {
  const slack = workspace({ takes: ['container'] })
  await slack.send()
  expect(slack.got).toEqual([['container']])
})

test('what is refused is sent again without newer blocks, once, and then everything is for a day', async () => {
  const slack = workspace()
  await slack.send()
  expect(slack.got).toEqual([['container'], ['section', 'section']])
  slack.later(23)
  await slack.send()
  expect(slack.got.slice(2)).toEqual([['section', 'section']])
  slack.later(2)
  await slack.send()
  expect(slack.got.slice(3)).toEqual([['container'], ['section', 'section']])
  expect(slack.refusals()).toBe(2)
})

test('what is refused in both forms says nothing about newer blocks', async () => {
  const slack = workspace({ takes: [] })
  await expect(slack.send()).rejects.toThrow('invalid_blocks')
  await expect(slack.send()).rejects.toThrow('invalid_blocks')
  expect(slack.got).toHaveLength(4)
  expect(slack.refusals()).toBe(0)
})

test('what has no newer blocks, or fails otherwise, is not sent again', async () => {
  const slack = workspace({ takes: [] })
  await expect(slack.send(plain)).rejects.toThrow('invalid_blocks')
  expect(slack.got).toHaveLength(1)
  await expect(slack.fail(new Error('timeout'))).rejects.toThrow('timeout')
})

test('told to be classic, newer blocks are never tried', async () => {
  const slack = workspace({ form: 'classic', takes: ['container', 'section'] })
  await slack.send()
  expect(slack.got).toEqual([['section', 'section']])
})
