const known: ReadonlyMap<string, string> = new Map(
  Intl.supportedValuesOf('timeZone').map(zone => [zone.toLowerCase(), zone]),
)

/** The IANA name of a time zone, however it is spelt in capitals; null for what is none. */
export function readTimeZone(written: string): string | null {
  const usual = known.get(written.toLowerCase())
  if (usual !== undefined) return usual
  // Offsets such as +02:00 know no summer time.
  if (!/^[A-Za-z]/.test(written)) return null
  try {
    return new Intl.DateTimeFormat('en', { timeZone: written }).resolvedOptions().timeZone
  } catch {
    return null
  }
}
