const employees =
  'employee employed permanent regular staff fulltime parttime fullpart internal intern trainee apprentice fixedterm ' +
  'angestellt angestellte angestellter festangestellt mitarbeiter mitarbeiterin vollzeit teilzeit befristet ' +
  'unbefristet auszubildende auszubildender azubi praktikant praktikantin werkstudent werkstudentin ' +
  'salarie salariee employe employee cdi cdd interne stagiaire alternant alternante apprenti'

const contractors =
  'contractor contract contingent freelancer freelance consultant external vendor temp temporary agency ' +
  'independentcontractor contingentworker extern externe externer freiberufler freiberuflich dienstleister ' +
  'leiharbeiter leiharbeitnehmer zeitarbeit prestataire independant interimaire'

const types = new Map<string, 'employee' | 'contractor'>([
  ...employees.split(' ').map(word => [word, 'employee'] as const),
  ...contractors.split(' ').map(word => [word, 'contractor'] as const),
])

/** "Full-time" → employee, "Extern" → contractor; null for what is not known. */
export const employmentType = (written: string): 'employee' | 'contractor' | null =>
  types.get(
    written
      .toLowerCase()
      .normalize('NFD')
      .replace(/[^a-z]/g, ''),
  ) ?? null

const gone = new Set(
  (
    'gone left leaver inactive terminated resigned departed retired former formeremployee exemployee dismissed ' +
    'deactivated disabled suspended deleted archived no false 0 n ' +
    'inaktiv ausgeschieden ausgetreten ehemalig ehemalige ehemaliger gekundigt deaktiviert gesperrt nein falsch ' +
    'inactif inactive parti partie sorti sortie ancien ancienne desactive desactivee non faux'
  ).split(' '),
)

/** "Terminated", "Inactive", "No" in a column that says whether somebody works here. Of other words nothing is believed. */
export const saysGone = (written: string): boolean =>
  gone.has(
    written
      .toLowerCase()
      .normalize('NFD')
      .replace(/[^a-z0-9]/g, ''),
  )

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
