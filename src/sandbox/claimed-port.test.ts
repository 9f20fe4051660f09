import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { claimPort } from './claimed-port.ts'

test('a claimed port is free to listen on, and is claimed once', async () => {
  const claims = await Promise.all(Array.from({ length: 50 }, () => claimPort()))
  expect(new Set(claims.map(({ port }) => port)).size).toBe(50)
  const server = createServer()
  await new Promise<void>(resolve => server.listen(claims[0]?.port, resolve))
  await new Promise(resolve => server.close(resolve))
  for (const { port } of claims) expect(port).toBeLessThan(32_768)
  await Promise.all(claims.map(({ release }) => release()))
})
