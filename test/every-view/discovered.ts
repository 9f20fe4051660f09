import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const slack = resolve(fileURLToPath(import.meta.url), '../../../src/slack')

/** The builders that every view is made of: they show nothing by themselves. */
const builders = new Set(['frame/blocks.ts'])

// Up to the next line that begins something else: a line of parameters is indented, or closes them.
const returns = (types: string) =>
  new RegExp(
    String.raw`^export (?:async )?(?:function|const) (\w+)(?:(?!\n[^\s)}\]])[\s\S])*?\)\s*:\s*(?:${types})\b`,
    'gm',
  )
const returnsView = returns('ModalView|HomeView|Message|Said')
const returnsButton = returns('Button')

/**
 * "file#function" of everything that shows something: all exported functions of every file whose name ends in
 * view.ts, exported functions elsewhere that say they return a view or a message, and the buttons of doors. Phrases
 * have a sample where a view would not show all of them.
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
  [
    ...readFileSync(join(slack, file), 'utf8').matchAll(
      file.startsWith('doors/') ? returnsButton : returnsView,
    ),
  ].map(match => match[1] ?? '')
