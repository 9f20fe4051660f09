/** Names of time zones that contain what was typed, those whose place begins with it first. */
export function zonesLike(text: string): string[] {
  const sought = plain(text)
  const place = (zone: string): string => plain(zone.slice(zone.lastIndexOf('/') + 1))
  const found = timeZones().filter(zone => plain(zone).includes(sought))
  const [first, others] = [true, false].map(begins =>
    found.filter(zone => place(zone).startsWith(sought) === begins),
  )
  return [...(first ?? []), ...(others ?? [])]
}

export const isTimeZone = (name: string): boolean => timeZones().includes(name)

/** IANA names; what Intl lists leaves UTC out. */
const timeZones = (): string[] => [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])]

const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, ' ')
