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
