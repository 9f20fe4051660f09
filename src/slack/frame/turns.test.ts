import { expect, test } from 'vitest'
import { oneEachTurn } from './turns.ts'

test('between two that go on, what is ready is done first', async () => {
  const turn = oneEachTurn()
  const did: string[] = []
  const ready = () => did.push('ready')
  await Promise.all(
    ['first', 'second', 'third'].map(name =>
      turn().then(() => {
        did.push(name)
        setImmediate(ready)
      }),
    ),
  )
  expect(did).toEqual(['first', 'ready', 'second', 'ready', 'third'])
})
