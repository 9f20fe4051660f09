import type { z } from 'zod'

/** A button's value or a modal's metadata, read as `shape`; null when it is nothing of ours. */
export function readJson<T>(shape: z.ZodType<T>, text: string): T | null {
  try {
    return shape.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
