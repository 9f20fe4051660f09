import type { Screen } from '../shared/screen.ts'

export const personName = (screen: Screen, id: string): string =>
  screen.people.find(person => person.id === id)?.name ?? id

export const placeName = (screen: Screen, id: string): string => {
  if (id === screen.me.dm) return screen.team.app
  const place = screen.places.find(one => one.id === id)
  if (place === undefined) return 'private channel'
  return place.kind === 'im' ? screen.team.app : place.name
}

/** Two letters that stand for a person. */
export const initials = (name: string): string => {
  const words = name.split(/\s+/).filter(word => /^[\p{L}\p{N}]/u.test(word))
  return [words[0], words.length > 1 ? words.at(-1) : ''].map(word => [...(word ?? '')][0] ?? '').join('')
}
