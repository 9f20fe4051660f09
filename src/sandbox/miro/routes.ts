import type { Answer, Asked } from './answer.ts'
import type { World } from './world.ts'

export type Route = {
  readonly method: 'GET' | 'POST' | 'PATCH'
  /** As in Miro's OpenAPI file: `{}` stands for one part of the path. */
  readonly path: string
  readonly handle: (world: World, asked: Asked, parts: readonly string[]) => Answer
}

export type Found = { readonly route: Route; readonly parts: readonly string[] }

const pattern = (path: string): RegExp => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '([^/]+)')}$`)

/** Finds the route of a request among `routes`. */
export function router(routes: readonly Route[]): (method: string, path: string) => Found | null {
  const compiled = routes.map(route => ({ route, expression: pattern(route.path) }))
  return (method, path) => {
    for (const { route, expression } of compiled) {
      const match = route.method === method ? expression.exec(path) : null
      if (match !== null) return { route, parts: match.slice(1).map(part => decodeURIComponent(part)) }
    }
    return null
  }
}
