import { oneOf, squeezed, wordsOf } from './words.ts'

/** What a word in a column about the state of an employment says. null: it is not known, which is never "here". */
export type SaidStatus = 'here' | 'gone' | null

/** English, German, French, Spanish, Portuguese, Italian, Dutch, Nordic languages, Polish, Czech. */
const isGoneWord = oneOf(`
  terminated. separated. resigned. dismissed. departed. retired. retiree. deceas died. offboarded. deprovisioned.
  deactivated. disabled. inactiv suspended. deleted. archived. former. left. leaver. leavers. quit. fired. redundan
  released. ex. exemployee exited. expired. nonactive gone.
  ausgeschied ausgetret ehemalig gekundigt entlassen deaktiviert gesperrt inaktiv verstorben pension gepension
  inactif parti. partie. sorti. sortie. ancien. ancienne. desactive licencie. licenciee. demissionn radie. retraite. retraitee.
  cesad despedid jubilad desligad demitid inativ aposentad cessat dimess licenziat inattiv uscit
  ontslagen inactief vertrokken gestopt opgezegd fratradt opsagt slutat avslutad uppsagd sluttet oppsagt
  paattynyt eronnut zwolnion nieaktywn byly. byla. odesel. odesla. ukoncen neaktivn propusten`)

const isHereWord = oneOf(`
  active. activated. aktiv aktive. actif. activo. activa. ativo. ativa. attivo. attiva. actief. actieve.
  aktywn aktivni. aktiivinen. employed. current. currently. still. working. works. enabled. hired. onboard prehire.
  newhire. joined. probation. probezeit. leave. loa. parental maternity paternity sabbatical furlough vacation.
  elternzeit mutterschutz beurlaubt angestellt. angestellte. angestellter. beschaftigt. eingestellt. conge. conges.
  excedencia. ferias. verlof. barsel tjanstledig ansat. anstalld. zatrudnion zamestnan provisioned. staged. regular.
  serving. notice.`)

/** What stands beside such words and turns none of them. */
const isBeside = oneOf(`
  employee. employees. staff. worker. member. user. account. status. the. a. an. of. for. by. in. on. at. from. and. here.
  voluntary voluntarily involuntary involuntarily cause. company. payroll. eligible. work. job. absence. period. garden.
  gardening. paid. unpaid. medical. sick. full. part. time. has. have. is. are.
  mitarbeiter. mitarbeiterin. im. der. des. die. salarie. salariee. employe. employee. en. de. du. la. le. maternite.
  maladie. empleado. empleada. trabajador. empregado. empregada. em. dipendente. di. medewerker. werknemer. met. op. pa.
  orlov. pracownik. zamestnanec.`)

const yes: ReadonlySet<string> = new Set(
  'yes y true 1 x checked ja j wahr oui o vrai si s verdadero sim sì vero tak ano kylla'.split(' '),
)
const no: ReadonlySet<string> = new Set(
  'no n false 0 unchecked nein falsch non faux falso nao nie ne nej nei ei nee'.split(' '),
)

/** Said of people who are gone with words that also mean the opposite, or of people who are here with such words. */
const phrases: ReadonlyMap<string, SaidStatus> = new Map([
  ...'t i notactive nolongeremployed nolongeractive nichtaktiv nichtmehraktiv nonactif nonattivo nietactief noactivo naoativo notemployed nonactive uitdienst dadodebaja bajadefinitiva bajavoluntaria laidoff laidof employmentended'
    .split(' ')
    .map(phrase => [phrase, 'gone'] as const),
  ...'a l employee empleado empleada empregado empregada indienst imdienst inforza inservizio enposte enactivo alta dadodealta notterminated pendinghire pendingstart futurehire futurestart recovery passwordexpired'
    .split(' ')
    .map(phrase => [phrase, 'here'] as const),
])

/**
 * Reads "Terminated - Involuntary" as gone and "Active (on leave)" as here. Words of both kinds in one cell say nothing,
 * and neither does one word nobody knows beside others: it may turn them, as in "Resignation withdrawn".
 * @param column as the file names it: in *Suspended*, yes means gone
 */
export function readStatus(written: string, column: string): SaidStatus {
  const all = squeezed(written)
  if (isYes(written, all)) return saidByYes(column)
  if (isNo(written, all)) return opposite[saidByYes(column) ?? 'unknown']
  const phrase = phrases.get(all)
  if (phrase !== undefined) return phrase
  const words = wordsOf(written)
  if (!words.every(word => isGoneWord(word) || isHereWord(word) || isBeside(word))) return null
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

const isYes = (written: string, all: string) => yes.has(all) || /^[✓✔☑]$/.test(written)
const isNo = (written: string, all: string) => no.has(all) || /^[✗✘☐]$/.test(written)

const opposite = { here: 'gone', gone: 'here', unknown: null } as const

const isGoneColumn = oneOf(
  'terminated. suspended. archived. blocked. deactivated. disabled. inactive. left. leaver. deleted. locked. gone. former. ' +
    'offboarded. resigned. inaktiv. gesperrt. deaktiviert. ausgeschieden. inactif. sorti. inactivo. baja. inativo. uitdienst.',
)
const isHereColumn = oneOf(`
  active. isactive. aktiv. actif. activo. ativo. attivo. actief. aktywny. employed. enabled. works. working. beschaftigt.
  angestellt. anstalld. ansat. indienst.`)
/** Of a person it says nothing of their employment. */
const ofPerson: ReadonlySet<string> = new Set(['person', 'employee', 'worker', 'staff', 'veteran'])

/** What yes means in a column of this name, where it is one that asks: *Suspended*, *Is active*, *No longer employed*. */
export function saidByYes(column: string): SaidStatus {
  const [words, whole] = [wordsOf(column.replace(/[([]read ?only[)\]]/i, '')), squeezed(column)]
  if (words.includes('disabled') && words.some(word => ofPerson.has(word))) return null
  const phrase = phrases.get(whole)
  if (phrase !== undefined) return phrase
  const others = words.filter(word => !isBeside(word) && !asking.has(word))
  if (others.length === 0) return null
  if (others.every(isGoneColumn) || isGoneColumn(whole)) return 'gone'
  return others.every(isHereColumn) || isHereColumn(whole) ? 'here' : null
}

const asking: ReadonlySet<string> = new Set(['currently', 'current', 'still', 'yet', 'now', 'employment'])

/** Whether a word of the name is said of people who are here or gone, whatever stands beside it. */
export const soundsLikeStatus = (column: string): boolean =>
  wordsOf(column).some(word => isGoneWord(word) || isGoneColumn(word) || isHereColumn(word))

/** A cell that says that there is nothing to say. */
export const isDash = (written: string): boolean => /^[-–—]+$/.test(written)

export function isYesOrNo(written: string): boolean {
  const all = squeezed(written)
  return isYes(written, all) || isNo(written, all)
}
