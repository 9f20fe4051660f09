import { readFile } from 'node:fs/promises'

/** The repository: this file stands equally deep in `src` and in `dist`. */
const root = new URL('../../../../', import.meta.url)

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  html: 'text/html; charset=utf-8',
}

const vendored: Readonly<Record<string, string>> = {
  preact: '/vendor/preact.js',
  'preact/hooks': '/vendor/hooks.js',
  'preact/jsx-runtime': '/vendor/jsx-runtime.js',
}

const files: readonly (readonly [pattern: RegExp, path: (name: string) => string])[] = [
  [/^\/()$/, () => 'src/sandbox/page/client/index.html'],
  [/^\/(client\/[a-z-]+\.js)$/, name => `dist/sandbox/page/${name}`],
  [/^\/(shared\/[a-z-]+\.js)$/, name => `dist/sandbox/page/${name}`],
  [/^\/style\/([a-z-]+\.(?:css|svg))$/, name => `src/sandbox/page/client/style/${name}`],
  [/^\/vendor\/(preact)\.js$/, () => 'node_modules/preact/dist/preact.mjs'],
  [/^\/vendor\/(hooks)\.js$/, () => 'node_modules/preact/hooks/dist/hooks.mjs'],
  [/^\/vendor\/(jsx-runtime)\.js$/, () => 'node_modules/preact/jsx-runtime/dist/jsxRuntime.mjs'],
]

export type PageFile = { readonly type: string; readonly body: string }

/** A file of the page, packages named by their address here; null when there is none at this path. */
export async function pageFile(path: string): Promise<PageFile | null> {
  for (const [pattern, place] of files) {
    const name = pattern.exec(path)?.[1]
    if (name === undefined) continue
    const file = place(name)
    const body = await readFile(new URL(file, root), 'utf8').catch(() => null)
    if (body === null) return null
    const ending = file.split('.').at(-1) ?? ''
    const script = ending === 'js' || ending === 'mjs'
    return { type: types[script ? 'js' : ending] ?? 'text/plain', body: script ? withAddresses(body) : body }
  }
  return null
}

const withAddresses = (script: string): string =>
  script.replace(
    /(\bfrom\s*|\bimport\s*)(["'])(preact[a-z/-]*)\2/g,
    (whole, before: string, _, name: string) => {
      const address = vendored[name]
      return address === undefined ? whole : `${before}"${address}"`
    },
  )
