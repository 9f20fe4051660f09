import type { OneRow } from './one-row.ts'
import { oneOf, squeezed, wordsOf } from './words.ts'

const isEmployee = oneOf(`
  employee. employed. permanent. perm. regular. staff. internal. intern. interns. internship. trainee. apprentice fixed
  fixedterm fte. hourly. salaried. exempt. nonexempt. w2. casual. member. seasonal. standard. indefinite.
  angestellt festangestellt mitarbeiter befristet unbefristet auszubildende azubi praktikant werkstudent
  salarie. salariee. employe. cdi. cdd. interne. stagiaire alternant apprenti
  indefinido indefinida fijo. fija. plantilla. empleado. empleada. becario efetivo clt. estagi dipendente indeterminato
  determinato tirocin vast. vaste. loondienst werknemer stagiair tillsvidare fastansat ansat. anstalld. vakituinen
  etat. zamestnan`)

const isContractor = oneOf(`
  contractor contingent freelanc consultant external vendor agency. independent 1099. eor. c2c. outsourced.
  extern freiberuf dienstleister leiharbeit zeitarbeit prestataire independant interimaire autonomo autonoma contratista
  prestador terceir consulente inhuur ingehuurd zzp uitzend konsult b2b. osvc.`)

/** Of either, unless another word says which. */
const isContract = oneOf('contract. temp. temporary. partner. temporal.')
const isWorkingTime = oneOf(
  'full. fulltime. ft. part. parttime. pt. fullpart. vollzeit. teilzeit. voltijd. deeltijd. heltid. deltid.',
)

/** "Full-time" → employee, "Contractor (1099)" → contractor; null for what is not known. */
export function employmentType(written: string): 'employee' | 'contractor' | null {
  const words = [...wordsOf(written), squeezed(written)]
  if (words.some(isContractor)) return 'contractor'
  if (words.some(isEmployee)) return 'employee'
  if (words.some(isContract)) return 'contractor'
  return words.some(isWorkingTime) ? 'employee' : null
}

const isGuestWord = oneOf(
  'guest. guests. guestuser. gast. gastbenutzer. invitado. invite. ospite. convidado.',
)

/** Somebody of another company, whom a directory lists beside its own people: by their type, else by their address. */
export function isGuest(row: OneRow): boolean {
  const { columns, cells } = row
  const types = row.columnsOf('type').map(at => cells[at] ?? '')
  if (types.some(type => isGuestWord(squeezed(type)))) return true
  const isForeign = (at: number) => /#ext#@/i.test(cells[at] ?? '')
  return columns.addresses.some(isForeign) && types.every(type => employmentType(type) === null)
}

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

/** What people and programs write where somebody has none, letters and digits only. */
const noId =
  /^(?:0*|x+|na|none|null|nil|no|tbd|tba|pending|unknown|new|keine?|contractor|external|extern|temp)$/

/** What stands in a column of employee ids; null for what stands there for none, which many rows may have. */
export const employeeIdOf = (written: string | null): string | null =>
  written === null || noId.test(squeezed(written)) ? null : written
