import { oneOf, squeezed, wordsOf } from './words.ts'

/** What a word in a column about the state of an employment says. null: it is not known, which is never "here". */
export type SaidStatus = 'here' | 'gone' | null

/** English, German, French, Spanish, Portuguese, Italian, Dutch, Nordic languages, Polish, Czech. */
const isGoneWord = oneOf(`
  terminat separat resign dismiss depart retired. retiree. deceas died. offboard deprovision deactivat disabl inactiv
  suspend delet archiv former left. leaver. quit. fired. redundan released. exemployee exited. expired. nonactive
  ausgeschied ausgetret austritt. ehemalig gekundigt entlassen deaktiv gesperrt inaktiv verstorben pensioniert
  inactif parti. partie. sorti. sortie. ancien desactiv licencie. licenciee. demission radie. retraite. retraitee.
  cesad inactiv despedid jubilad desligad demitid inativ aposentad cessat dimess licenziat inattiv
  ontslagen inactief vertrokken gestopt opgezegd fratradt opsagt slutat avslutad uppsagd sluttet oppsagt
  paattynyt eronnut zwolnion nieaktywn byly. byla. odesel. odesla. ukoncen neaktivn propusten`)

const isHereWord = oneOf(`
  active. activ. activated. aktiv actif. active. activo. activa. ativo. ativa. attivo. attiva. actief. actieve.
  aktywn aktivni. aktiivinen. employed. employee. current. working. works. enabled. hired. onboard prehire. newhire.
  joined. onboarding. probation. probezeit. leave. loa. parental maternity paternity sabbatical furlough vacation.
  elternzeit mutterschutz beurlaubt angestellt beschaftigt eingestellt conge. conges.
  excedencia. empleado. empleada. empregado. empregada. ferias. verlof. barsel tjanstledig ansat.
  anstalld. zatrudnion zamestnan provisioned. staged. regular. serving. notice.`)

const yes: ReadonlySet<string> = new Set(
  'yes y true 1 ja j wahr oui o vrai si s verdadero sim sì vero tak ano kylla'.split(' '),
)
const no: ReadonlySet<string> = new Set(
  'no n false 0 nein falsch non faux falso nao nie ne nej nei ei nee'.split(' '),
)

/** Said of people who are gone with words that also mean the opposite, or of people who are here with such words. */
const phrases: ReadonlyMap<string, SaidStatus> = new Map([
  ...'t i notactive nolongeremployed nolongeractive notemployed nonactive uitdienst dadodebaja bajadefinitiva bajavoluntaria laidoff laidof employmentended'
    .split(' ')
    .map(phrase => [phrase, 'gone'] as const),
  ...'a l indienst imdienst inforza inservizio enposte enactivo alta dadodealta notterminated pendinghire pendingstart futurehire futurestart recovery passwordexpired'
    .split(' ')
    .map(phrase => [phrase, 'here'] as const),
])

/**
 * Reads "Terminated - Involuntary" as gone and "Active (on leave)" as here. Words of both kinds in one cell, "not" or
 * "pending" beside them, and words nobody knows say nothing.
 * @param column as the file names it: in *Suspended*, yes means gone
 */
export function readStatus(written: string, column: string): SaidStatus {
  const all = squeezed(written)
  if (yes.has(all)) return saysGoneByYes(column) ? 'gone' : 'here'
  if (no.has(all)) return saysGoneByYes(column) ? 'here' : 'gone'
  const phrase = phrases.get(all)
  if (phrase !== undefined) return phrase
  const words = wordsOf(written)
  if (words.some(word => hedges.has(word))) return null
  const [gone, here] = [words.some(isGoneWord), words.some(isHereWord)]
  if (gone === here) return null
  return gone ? 'gone' : 'here'
}

const kinds = new Set(
  'fulltime parttime vollzeit teilzeit tempsplein tempspartiel contractor intern temporary seasonal'.split(
    ' ',
  ),
)

/** How somebody is employed, which some lists write as the status of whoever has not left. */
export const isKindOfEmployment = (written: string): boolean => kinds.has(squeezed(written))

/** Words that turn what stands beside them, or say that it is still to come. */
const hedges = new Set(
  (
    'not no non never nicht kein keine pas nao nie ne inte ikke niet ei uit aus out fora fuera hors until unless ' +
    'pending upcoming scheduled planned future processing process terminating expected'
  ).split(' '),
)

export const isGoneColumn = oneOf(
  'terminated. suspended. archived. blocked. deactivated. disabled. inactive. left. leaver. deleted. locked. gone. former. ' +
    'offboarded. resigned. inaktiv. gesperrt. deaktiviert. ausgeschieden. inactif. sorti. inactivo. baja. inativo. uitdienst.',
)

/** Whether a column is named after people who are gone: *Suspended*, *Is terminated*. */
export const saysGoneByYes = (column: string): boolean => {
  const words = wordsOf(column)
  return words.some(isGoneColumn) || isGoneColumn(squeezed(column))
}
