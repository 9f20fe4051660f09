import type { FoundPerson, SoughtPerson } from '../../domain/sought-person.ts'
import type { Answer, Uses } from '../uses.ts'

/** As many as a menu offers. */
const most = 100

/** Everybody who may be meant. Who has exactly the name that is sought is meant before who has it as a part. */
export async function findPeople(
  { clock, people }: Uses<'clock' | 'people.search'>,
  { workspaceId, sought }: { readonly workspaceId: string; readonly sought: SoughtPerson },
): Promise<readonly FoundPerson[]> {
  const found = await people.search(workspaceId, sought, { now: clock(), limit: most })
  if (sought.kind !== 'name') return found
  const wanted = sought.text.trim().toLowerCase()
  const exact = found.filter(({ name }) => name.toLowerCase() === wanted)
  return exact.length === 1 ? exact : found
}

/** One of them, whole. Null: no person any more. */
export const readPerson = (
  { leaving }: Uses<'leaving.person'>,
  { workspaceId, personId }: { readonly workspaceId: string; readonly personId: string },
): Promise<Answer<'leaving.person'> | null> => leaving.person(workspaceId, personId)
