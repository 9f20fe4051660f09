import type { World } from './world.ts'

type Name = keyof World & string

/** Every part of the world by its name, and what it offers by `name.method`. */
export type Part = {
  [N in Name]: World[N] extends (...given: never[]) => unknown ? N : N | `${N}.${keyof World[N] & string}`
}[Name]

type NameOf<P extends Part> = P extends `${infer N extends Name}.${string}` ? N : P & Name
type OfferOf<P extends Part, N extends Name> = P extends `${N}.${infer Offer extends keyof World[N] & string}`
  ? Offer
  : never

type Offered<P extends Part> = P extends `${infer N extends Name}.${infer Offer}`
  ? Offer extends keyof World[N]
    ? World[N][Offer]
    : never
  : World[P & Name]

/** What a part of the world answers when it has an answer: `Answer<'evaluation.facts'>`. */
export type Answer<P extends Part> =
  Offered<P> extends (...given: never[]) => infer Result ? NonNullable<Awaited<Result>> : never

/**
 * What a workflow uses, picked by name: `Uses<'clock' | 'scim.set' | 'audit.append'>`. The shapes are those of the
 * repositories and ports themselves, so that nothing is declared a second time, and a test brings only these.
 */
export type Uses<P extends Part> = {
  readonly [N in NameOf<P>]: N extends P ? World[N] : Pick<World[N], OfferOf<P, N>>
}

/** A workflow takes what it uses of the world first. */
type Workflow<World> = (world: World, ...input: never[]) => unknown

/** Workflows as their callers see them: without the world. */
export type Bound<Workflows extends Readonly<Record<string, Workflow<never>>>> = {
  readonly [Name in keyof Workflows]: Workflows[Name] extends (
    world: never,
    ...input: infer Input
  ) => infer Result
    ? (...input: Input) => Result
    : never
}

/** Gives workflows the world. A world without a part that one of them uses does not compile. */
export function bound<World, Workflows extends Readonly<Record<string, Workflow<World>>>>(
  world: World,
  workflows: Workflows,
): Bound<Workflows> {
  const entries = Object.entries(workflows).map(([name, workflow]) => [
    name,
    (...input: never[]) => workflow(world, ...input),
  ])
  // Object.fromEntries forgets which name has which type.
  return Object.fromEntries(entries) as Bound<Workflows>
}
