import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const slack = resolve(fileURLToPath(import.meta.url), '../../../src/slack')

/** The builders that every view is made of: they show nothing by themselves. */
const builders = new Set(['frame/blocks.ts'])

// Up to the next line that begins something else: a line of parameters is indented, or closes them.
const returnsView =
  /^export (?:async )?(?:function|const) (\w+)(?:(?!\n[^\s)}\]])[\s\S])*?\)\s*:\s*(?:ModalView|HomeView|Message|Said)\b/gm

/**
 * "file#function" of everything that shows something: all exported functions of every file whose name ends in
 * view.ts, and exported functions elsewhere that say they return a view or a message.
 */
export async function discovered(): Promise<string[]> {
  const files = readdirSync(slack, { recursive: true, encoding: 'utf8' }).filter(
    file => file.endsWith('.ts') && !file.endsWith('.test.ts') && !builders.has(file),
  )
  const found = await Promise.all(
    files.map(async file => {
      const names = /views?\.ts$/.test(file) ? await functionsOf(file) : declaredIn(file)
      return names.map(name => `${file}#${name}`)
    }),
  )
  return found.flat().sort()
}

async function functionsOf(file: string): Promise<string[]> {
  const module: Readonly<Record<string, unknown>> = await import(join(slack, file))
  return Object.keys(module).filter(name => typeof module[name] === 'function')
}

const declaredIn = (file: string): string[] =>
  [...readFileSync(join(slack, file), 'utf8').matchAll(returnsView)].map(match => match[1] ?? '')
