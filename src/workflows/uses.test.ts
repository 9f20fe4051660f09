import { expect, test } from 'vitest'
import { bound } from './uses.ts'

const named = async ({ clock }: { readonly clock: () => Date }, name: string) =>
  `${name} at ${clock().getTime()}`
const sent = ({ send }: { readonly send: (text: string) => number }) => send('hello')
const clock = () => new Date(7)

test('a workflow keeps its input and its answer', async () => {
  const { said, length } = bound(
    { clock, send: (text: string) => text.length },
    { said: named, length: sent },
  )
  expect([await said('Ada'), length()]).toEqual(['Ada at 7', 5])
})

test('a world without a part that a workflow uses does not compile', () => {
  const call = () => {
    // @ts-expect-error send is missing
    bound({ clock }, { length: sent }).length?.()
  }
  expect(call).toThrow()
})
