import { readFileSync } from 'node:fs'
import { z } from 'zod'

const https = z
  .string()
  .transform(text => text.replace(/^git\+/, '').replace(/\.git$/, ''))
  .refine(text => URL.canParse(text) && new URL(text).protocol === 'https:')
  .nullish()
  .catch(null)

const named = z.object({
  homepage: https,
  repository: z.union([z.string(), z.object({ url: z.string() }).transform(({ url }) => url)]).nullish(),
})

/** Where the documentation of the bot stands: an https address that package.json names; null: only in its README. */
export function documentationIn(packageJson: unknown): string | null {
  const { homepage, repository } = named.parse(packageJson)
  return homepage ?? https.parse(repository) ?? null
}

/** That of this bot. */
export const documentation = (): string | null =>
  documentationIn(JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8')))
