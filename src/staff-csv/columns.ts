import type { StaffColumn, StaffField } from '../domain/staff-list.ts'

/** Where in a row each thing stands. Addresses: the one of work first. */
export type Columns = {
  readonly read: readonly StaffColumn[]
  readonly addresses: readonly number[]
  readonly at: Readonly<Partial<Record<Exclude<StaffField, 'address' | 'other_address'>, number>>>
  /** A row has to reach this far. */
  readonly cells: number
}

/** Understands the first line of a file. `addresses` is empty when it names none. */
export function readColumns(header: readonly string[]): Columns {
  const fields = header.map(written => fieldOf(written) ?? (isBareFamilyName(written) ? 'name' : null))
  if (header.some(isGermanOrFrenchFirstName) && !fields.includes('last_name')) {
    const bare = header.findIndex(isBareFamilyName)
    if (bare >= 0) fields[bare] = 'last_name'
  }
  const at: Partial<Record<StaffField, number>> = {}
  const addresses: { main: number[]; other: number[] } = { main: [], other: [] }
  const read = header.map((written, index): StaffColumn => {
    const field = fields[index] ?? null
    if (field === null) return { written, field, unused: 'unknown' }
    if (field === 'address') addresses.main.push(index)
    else if (field === 'other_address') addresses.other.push(index)
    else if (at[field] !== undefined) return { written, field, unused: 'twice' }
    else at[field] = index
    return { written, field, unused: null }
  })
  const used = [...addresses.main, ...addresses.other, ...Object.values(at)]
  return { read, addresses: [...addresses.main, ...addresses.other], at, cells: Math.max(-1, ...used) + 1 }
}

/** Usual English, German and French names, as `plainName` leaves them. */
const usual: Readonly<Record<StaffField, string>> = {
  address:
    'email emailaddress mail mailaddress workemail workemailaddress businessemail companyemail primaryemail ' +
    'emailwork emailprimary primaryworkemail emailprimarywork userprincipalname upn useremail employeeemail contactemail ' +
    'emailadresse mailadresse geschaftlicheemail dienstlicheemail emailgeschaftlich emaildienstlich firmenemail ' +
    'courriel adressemail adresseemail adresseelectronique adressecourriel emailprofessionnel mailprofessionnel ' +
    'courrielprofessionnel adresseemailprofessionnelle',
  other_address:
    'alias aliases emailalias emailaliases otheremail otheremails secondaryemail secondaryemails alternateemail ' +
    'alternateemails additionalemail additionalemails personalemail privateemail proxyaddresses email2 ' +
    'weitereemail weitereemails weitereadressen andereemail privateemailadresse emailprivat ' +
    'autreemail autresemails autrecourriel emailpersonnel courrielpersonnel',
  name:
    'name fullname displayname employee employeename person personname legalname preferredname worker workername ' +
    'mitarbeiter mitarbeitername vollstandigername anzeigename nomcomplet nometprenom prenometnom nomprenom prenomnom ' +
    'collaborateur salarie employe',
  first_name: 'firstname givenname forename first vorname rufname prenom',
  last_name: 'lastname surname familyname last nachname familienname zuname nomdefamille',
  title:
    'title jobtitle employeetitle position role job jobname businesstitle stelle stellenbezeichnung berufsbezeichnung funktion ' +
    'positionsbezeichnung jobbezeichnung titre titreduposte poste fonction intituleduposte emploi',
  department:
    'department departmentname dept division team businessunit orgunit unit costcentername ' +
    'abteilung bereich organisationseinheit departement service equipe direction',
  manager:
    'manager manageremail manageremailaddress managersemail linemanager linemanageremail supervisor supervisoremail ' +
    'reportsto reportstoemail boss vorgesetzter vorgesetzte vorgesetzteremail vorgesetzteemail fuhrungskraft ' +
    'fuehrungskraft fuhrungskraftemail emailvorgesetzter responsable emailresponsable superieur superieurhierarchique ' +
    'responsablehierarchique emaildumanager',
  type:
    'type employment employmenttype employeetype workertype contracttype persontype staffing workforcetype ' +
    'beschaftigungsart beschaeftigungsart vertragsart mitarbeitertyp mitarbeiterart anstellungsart ' +
    'typedecontrat typecontrat contrat typedemploi',
  status:
    'status employmentstatus employeestatus workerstatus accountstatus userstatus active isactive accountenabled ' +
    'mitarbeiterstatus beschaftigungsstatus aktiv statut statutemploye actif',
  start_day:
    'start startdate startday hiredate dateofhire hiredon joindate joiningdate joined datejoined firstday entrydate ' +
    'contractstart contractstartdate eintritt eintrittsdatum startdatum beginn vertragsbeginn einstellungsdatum ' +
    'ersterarbeitstag datededebut datedembauche datedentree dateembauche dateentree debut entree premierjour',
  last_day:
    'end enddate endday lastday lastworkingday lastdayofwork terminationdate leavedate leavingdate exitdate ' +
    'contractend contractenddate dateofleaving dateleft departuredate offboardingdate ' +
    'austritt austrittsdatum enddatum ende letzterarbeitstag letztertag vertragsende kundigungsdatum ' +
    'datedefin datedesortie datededepart datefin datesortie datedepart fin sortie depart dernierjour',
  time_zone: 'timezone tz timezonename ianatimezone zeitzone fuseauhoraire',
}

const fieldOfName: ReadonlyMap<string, StaffField> = new Map(
  (Object.keys(usual) as StaffField[]).flatMap(field => usual[field].split(' ').map(name => [name, field])),
)

/** "E-Mail (work)" → "emailwork", "Prénom" → "prenom": letters and digits only, in lower case. */
const plainName = (written: string): string =>
  written
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '')

/** What a column of this name says; null for a name that is not known. */
export const fieldOf = (written: string): StaffField | null =>
  fieldOfName.get(plainName(written)) ??
  fieldOfName.get(plainName(written.replace(/\(.*\)|\[.*\]/, ''))) ??
  null

/** "Name" beside "Vorname", "Nom" beside "Prénom": then it is the family name alone. */
export const isBareFamilyName = (written: string): boolean => /^(name|nom)$/.test(plainName(written))

/** Their family name stands beside this one, in a column that only says name. */
export const isGermanOrFrenchFirstName = (written: string): boolean =>
  /^(vorname|rufname|prenom)$/.test(plainName(written))
