// Written from what HR systems, directories and people write in a status. Nothing here is taken from the product.
import { type Dictionary, words } from './words.ts'

export const statusNames: Dictionary = {
  en: words(
    `Status · Employment status · Employee status · employment_status · Employee Status`,
    `Lifecycle status · Position Status · Assignment Status · Employment state · State · Worker status · HR status
     Current status · Staff status · Account status · User status · Status (employment) · Lifecycle`,
  ),
  de: words(`Status · Mitarbeiterstatus`, `Beschäftigungsstatus · Personalstatus · Anstellungsstatus`),
  fr: words(`Statut · Statut de l'employé`, `Situation · État · Statut du salarié`),
  es: words(`Estado · Estado del empleado`, `Situación · Estatus · Situación laboral`),
  it: words(`Stato`, `Stato dipendente · Stato rapporto · Situazione`),
  pt: words(`Status · Situação`, `Estado · Situação do colaborador`),
  nl: words(`Status`, `Dienstverbandstatus · Medewerkerstatus`),
  sv: words(`Status`, `Anställningsstatus · Läge`),
  da: words(`Status`, `Medarbejderstatus · Ansættelsesstatus`),
  pl: words(`Status`, `Status pracownika · Stan`),
}

/** They are gone. */
export const goneWords: Dictionary = {
  en: words(
    `Terminated · Inactive · Left · Former employee · Deactivated · TERMINATED · inactive · Resigned · Dismissed · Retired
     Disabled · Leaver · Deleted · Offboarded · Terminated - Involuntary · Voluntarily Terminated · Not active
     No longer employed · Deceased · Ex-employee`,
    `T · DEPROVISIONED · Separated · Inactive (terminated) · Terminated for Cause · Laid off · Let go · Quit · Departed
     Inactive - No Payroll · Dormant · Reported No Show · Redundant · Made redundant · Moved on · Alumni · RIF · Non-active
     Not employed · Not working here any more · Was active · Formerly active · Exited · Relieved · Absconded · Severed
     Not currently employed · Never started · No longer active · Left the company · Contract ended · Ceased · Purged
     Terminated (eligible for rehire) · Fired · Gone · Previously employed · Isn't active · Un-employed · Ended`,
  ),
  de: words(
    `Inaktiv · Ausgeschieden · Ausgetreten · Deaktiviert · Ehemalig`,
    `Nicht aktiv · Gekündigt und ausgeschieden · Nicht mehr beschäftigt · Abgang · Im Ruhestand · Verstorben · Nicht mehr aktiv · Weg · Pensioniert
     Ex-Mitarbeiter · Abgemeldet · Keine aktive Beschäftigung`,
  ),
  fr: words(
    `Inactif · Parti · Sorti · Licencié`,
    `Non actif · Plus en poste · Démissionné · N'est plus actif · Retraité · Pas actif · Ancien salarié · Décédé · Radié`,
  ),
  es: words(
    `Inactivo · Dado de baja · Despedido`,
    `Baja · No activo · Ya no trabaja · Cesado · Jubilado · Ya no está activo · Desvinculado · Fallecido`,
  ),
  it: words(
    `Inattivo · Cessato · Licenziato`,
    `Non attivo · Non più attivo · Dimesso · Uscito · In pensione`,
  ),
  pt: words(`Inativo · Desligado · Demitido`, `Não ativo · Já não trabalha · Rescindido · Aposentado · Saiu`),
  nl: words(
    `Uit dienst · Inactief`,
    `Niet actief · Niet meer in dienst · Vertrokken · Ontslagen · Met pensioen · Niet in dienst`,
  ),
  sv: words(
    `Inaktiv · Slutat`,
    `Ej aktiv · Avslutad · Uppsagd och slutat · Inte aktiv · Inte längre anställd`,
  ),
  da: words(`Inaktiv · Fratrådt`, `Ikke aktiv · Opsagt og fratrådt · Stoppet · Ikke længere ansat · Sluttet`),
  pl: words(
    `Nieaktywny · Zwolniony`,
    `Nie aktywny · Były pracownik · Odszedł · Niezatrudniony · Na emeryturze`,
  ),
}

/** They are not gone: they work here, or are on leave, or begin soon, or leave later. */
export const hereWords: Dictionary = {
  en: words(
    `Active · ACTIVE · Employed · Current · active · On leave · Leave of absence · Parental leave · Current employee
     Enabled · Onboarding · Maternity leave · Sick leave · Working`,
    `A · Paid Leave · Unpaid Leave · Furlough · Garden leave · Serving notice · Notice period · Preboarding · PASSWORD_EXPIRED
     PROVISIONED · Active - Payroll Eligible · Termination pending · To be terminated · Not terminated · Termination cancelled
     Termination withdrawn · Active (on notice) · Rehired after termination · Reactivated · Never left · Hasn't left
     Probation · Full-Time · Part-Time · Permanent · Regular · On assignment · Exit interview scheduled · Offboarding
     Left-handed · Leaving 31 Dec 2026 · Terminates 2026-12-31 · Not inactive · Un-terminated · Still active
     Not on leave · Retirement planned · Not leaving · Returned from leave · LOA · STD · Sabbatical · Confirmed
     Resignation withdrawn · Retires 2027 · Soon to leave · Will be deactivated on 2027-01-31`,
  ),
  de: words(
    `Aktiv · Beschäftigt · Angestellt · Elternzeit`,
    `Gekündigt zum 31.12.2026 · In Kündigungsfrist · Mutterschutz · Probezeit · Freigestellt · Nicht gekündigt · Beurlaubt
     Ungekündigt · Scheidet aus · Noch aktiv · Langzeitkrank · Austritt geplant`,
  ),
  fr: words(
    `Actif · En poste`,
    `En congé · Congé maternité · En préavis · Présent · Départ prévu · Non licencié`,
  ),
  es: words(
    `Activo · Activa`,
    `Alta · De permiso · En excedencia · Baja médica · Baja por maternidad · Baja prevista`,
  ),
  it: words(
    `Attivo · In servizio`,
    `In forza · In congedo · In maternità · Dimissioni ritirate · Non cessato`,
  ),
  pt: words(`Ativo · Ativa`, `Em férias · De licença · Afastado · Licença maternidade · Não desligado`),
  nl: words(
    `Actief · In dienst`,
    `Met verlof · Ziek · Zwangerschapsverlof · Gaat uit dienst · Niet ontslagen`,
  ),
  sv: words(`Aktiv · Anställd`, `Tjänstledig · Föräldraledig · Slutar snart · Ej uppsagd`),
  da: words(`Aktiv · Ansat`, `På orlov · Barsel · Stopper snart · Ikke opsagt · I opsigelse`),
  pl: words(
    `Aktywny · Zatrudniony`,
    `Na urlopie · Urlop macierzyński · W okresie wypowiedzenia · Niezwolniony`,
  ),
}

/** A column that asks yes or no. `yes`: what yes means. */
export type Asked = { readonly name: string; readonly yes: 'here' | 'gone'; readonly plain: boolean }

const asked = (yes: Asked['yes'], plain: boolean, text: string): Asked[] =>
  words(text).plain.map(name => ({ name, yes, plain }))

export const askedNames: readonly Asked[] = [
  ...asked('here', true, `Active · Is active · Account enabled · accountEnabled · Aktiv · Actif · Activo`),
  ...asked(
    'here',
    false,
    `Currently employed · Still employed · Enabled · Attivo · Ativo · Actief · Aktywny · Works here · In Dienst · isActive
     Active employee · Active? · Employed`,
  ),
  ...asked('gone', true, `Terminated · Suspended · Archived · Inactive · Disabled · Deactivated`),
  ...asked(
    'gone',
    false,
    `Has left · Left · isDeleted · Ausgeschieden · Former employee · Leaver · Account disabled · Blocked · Gesperrt · Sorti
     Dado de baja · No longer employed · Offboarded · Not active · Is terminated · Suspended [READ ONLY] · Left company
     No longer active · Gone · Nicht mehr aktiv · Deleted · Inaktiv · Inactif · Is inactive?`,
  ),
]

export type YesNo = { readonly yes: string; readonly no: string; readonly plain: boolean }

export const yesNo: readonly YesNo[] = [
  { yes: 'Yes', no: 'No', plain: true },
  { yes: 'TRUE', no: 'FALSE', plain: true },
  { yes: 'true', no: 'false', plain: true },
  { yes: 'True', no: 'False', plain: true },
  { yes: '1', no: '0', plain: false },
  { yes: 'Y', no: 'N', plain: false },
  { yes: 'ja', no: 'nein', plain: false },
  { yes: 'oui', no: 'non', plain: false },
  { yes: 'sí', no: 'no', plain: false },
  { yes: 'tak', no: 'nie', plain: false },
  { yes: 'x', no: '-', plain: false },
  { yes: 'x', no: '', plain: false },
  { yes: '✓', no: '✗', plain: false },
  { yes: 'checked', no: 'unchecked', plain: false },
]
