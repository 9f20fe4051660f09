import type { StaffField } from '../domain/staff-columns.ts'
import { saidByYes } from './status.ts'
import { oneOf, squeezed, wordsOf } from './words.ts'

/**
 * How sure a name is. `known`: it says this and nothing else. `likely`: its words say so, and what stands in the
 * column has to agree. `sounds`: likewise, beside words nobody knows.
 */
export type Named = { readonly field: StaffField; readonly sure: 'known' | 'likely' | 'sounds' }

/** Usual names in several languages, as `squeezed` leaves them. */
const usual: Readonly<Partial<Record<StaffField, string>>> = {
  address:
    'email emailaddress mail mailaddress workemail workemailaddress businessemail companyemail primaryemail emailid ' +
    'emailwork emailprimary primaryworkemail emailprimarywork userprincipalname upn useremail employeeemail contactemail ' +
    'officialemail officialemailid corporateemail employeeworkemail workcontactworkemail bestemail ' +
    'emailadresse mailadresse geschaftlicheemail dienstlicheemail emailgeschaftlich emaildienstlich firmenemail ' +
    'courriel adressemail adresseemail adresseelectronique adressecourriel emailprofessionnel mailprofessionnel ' +
    'courrielprofessionnel adresseemailprofessionnelle correoelectronico correo emailcorporativo correocorporativo ' +
    'emailadres mailadres werkemail indirizzoemail indirizzodiposta emailaziendale enderecodeemail emailprofissional epost ' +
    'epostadress epostadresse arbetsepost sahkoposti sahkopostiosoite adresemail adresaemail emailovaadresa',
  other_address:
    'alias aliases emailalias emailaliases otheremail otheremails secondaryemail secondaryemails alternateemail ' +
    'alternateemails secondemail additionalemail additionalemails personalemail privateemail homeemail proxyaddresses email2 ' +
    'weitereemail weitereemails weitereadressen andereemail privateemailadresse emailprivat ' +
    'autreemail autresemails autrecourriel emailpersonnel courrielpersonnel correopersonal emailpersonal',
  employee_id:
    'employeeid employeenumber employeeno employeenum employeecode empid empno empcode eeid eenumber workerid ' +
    'workernumber personnelnumber personnelno personnelid personnumber staffid staffnumber staffno ' +
    'associateid associatenumber payrollnumber payrollid filenumber userid ' +
    'personalnummer persnr personalnr mitarbeiternummer mitarbeiterid mitarbeiternr matricule numerodesalarie ' +
    'matriculesalarie idempleado numerodeempleado codigodeempleado numeroempleado matricula iddecolaborador ' +
    'codicedipendente matricola medewerkernummer personeelsnummer anstallningsnummer medarbejdernummer ' +
    'ansattnummer henkilonumero numerpracownika osobnicislo',
  name:
    'name fullname displayname employee employeename person personname legalname preferredname worker workername ' +
    'mitarbeiter mitarbeitername vollstandigername anzeigename nomcomplet nometprenom prenometnom nomprenom prenomnom ' +
    'collaborateur salarie employe nombrecompleto nombreyapellidos empleado nomecompleto nominativo volledigenaam naam ' +
    'namn fulltnamn navn fuldenavn fulltnavn nimi kokonimi imieinazwisko celejmeno jmenoaprijmeni legalfullname',
  first_name:
    'firstname givenname givennames forename first vorname rufname prenom legalfirstname preferredfirstname nombre nombres ' +
    'primernombre voornaam roepnaam nome fornavn fornamn etunimi imie jmeno primeironome',
  last_name:
    'lastname surname familyname last nachname familienname zuname nomdefamille legallastname preferredlastname apellido ' +
    'apellidos primerapellido achternaam cognome sobrenome apelido ultimonome efternavn efternamn etternavn sukunimi ' +
    'nazwisko prijmeni',
  title:
    'title jobtitle employeetitle position positiontitle role job jobname jobprofile businesstitle worktitle designation stelle ' +
    'stellenbezeichnung berufsbezeichnung funktion positionsbezeichnung jobbezeichnung titre titreduposte poste fonction ' +
    'intituleduposte emploi puesto cargo puestodetrabajo functie functietitel ruolo mansione qualifica funcao stilling ' +
    'befattning titel nimike tehtavanimike stanowisko pozice',
  department:
    'department departmentname dept departmentdescription homedepartment homedepartmentdescription division team businessunit orgunit unit ' +
    'organizationunit costcentername supervisoryorganization abteilung bereich organisationseinheit ' +
    'departement service equipe direction departamento area afdeling reparto dipartimento setor avdeling avdelning ' +
    'osasto dzial oddeleni',
  manager:
    'manager managername manageremail manageremailaddress managersemail managerupn linemanager linemanageremail directmanager ' +
    'supervisor supervisoremail supervisorname reportsto reportstoname reportstoemail reportingto reportingmanager boss ' +
    'vorgesetzter vorgesetzte vorgesetzteremail vorgesetzteemail fuhrungskraft fuehrungskraft fuhrungskraftemail ' +
    'emailvorgesetzter responsable emailresponsable superieur superieurhierarchique responsablehierarchique ' +
    'emaildumanager jefe jefedirecto leidinggevende gestor chef leder esimies przelozony nadrizeny',
  type:
    'type employment employmenttype employeetype workertype workersubtype contracttype persontype staffing workforcetype ' +
    'employmentcategory employeecategory employeeclass workercategory workercategorydescription usertype ' +
    'beschaftigungsart beschaeftigungsart vertragsart mitarbeitertyp mitarbeiterart anstellungsart beschaftigungstyp ' +
    'typedecontrat typecontrat contrat typedemploi tipodecontrato tipocontrato tipodeempleado contracttyp dienstverband ' +
    'tipodicontratto tipocontratto tipodecontrat anstallningsform ansettelsestype rodzajumowy',
  status:
    'status employmentstatus employeestatus workerstatus accountstatus userstatus active isactive accountenabled ' +
    'mitarbeiterstatus beschaftigungsstatus aktiv statut statutemploye actif estado situacion stato situacao estatus ' +
    'activo ativo attivo actief tila stav lifecyclestatus positionstatus assignmentstatus employmentstate activestatus ' +
    'anstellungsstatus personalstatus dienstverbandstatus medewerkerstatus medarbejderstatus ansaettelsesstatus ' +
    'ansettelsesstatus anstallningsstatus statutdelemploye',
  start_day:
    'start startdate startday hiredate dateofhire hiredon datehired joindate joiningdate joined datejoined firstday entrydate ' +
    'contractstart contractstartdate employmentstartdate originalhiredate employeehiredate companyentrydate ' +
    'dateofjoining doj eintritt eintrittsdatum startdatum beginn vertragsbeginn einstellungsdatum eintrittam ' +
    'ersterarbeitstag datededebut datedembauche datedentree dateembauche dateentree debut entree premierjour ' +
    'fechadeingreso fechadealta fechadeinicio fechaalta fechaingreso indiensttreding datumindienst dataassunzione ' +
    'datadiassunzione dataadmissao datadeadmissao anstallningsdatum ansattelsesdato ansettelsesdato ' +
    'startdato tiltraedelsesdato aloituspaiva datazatrudnienia datumnastupu',
  last_day:
    'end enddate endday lastday lastworkingday lastworkingdate lastdayofwork lastdayatwork terminationdate dateoftermination termdate ' +
    'terminatedon leavedate leavingdate leaverdate exitdate companyexitdate employmentenddate ' +
    'separationdate dateofseparation relievingdate dateofrelieving releasedate dateofleaving dol dateleft ' +
    'departuredate offboardingdate employeeleavedatetime leavedatetime dateofexit retirementdate ' +
    'austritt austrittsdatum austrittam austrittstermin enddatum ende letzterarbeitstag letztertag ' +
    'beendigungsdatum endedesarbeitsverhaltnisses endedatum beschaftigungsende datedefin datedesortie datededepart ' +
    'datefin datesortie datedepart dernierjour dernierjourtravaille fechadebaja fechabaja ' +
    'fechadetermino fechadesalida fechadecese ultimodia ultimodiadetrabajo datumuitdienst uitdienstdatum ' +
    'laatstewerkdag einddatum datacessazione datadicessazione datafinerapporto ultimogiorno ' +
    'datadesligamento datadedesligamento datadesaida datademissao datadedemissao ultimodiadetrabalho ' +
    'slutdatum anstallningsslut sistaarbetsdag sistadag fratraedelsesdato fratradelsesdato slutdato sistearbejdsdag sidstearbejdsdag ' +
    'sistearbeidsdag paattymispaiva viimeinentyopaiva datazwolnienia datazakonczenia ostatnidzienpracy ' +
    'datumukonceni datumodchodu poslednidenprace',
  contract_end:
    'contractend contractenddate contractexpiry contractexpirydate contractexpirationdate endofcontract fixedtermenddate vertragsende ' +
    'befristetbis befristungsende vertragslaufzeitende fincontrat findecontrat datefincontrat datefindecontrat ' +
    'fechafincontrato fechafindecontrato vencimientocontrato einddatumcontract contracteinddatum scadenzacontratto ' +
    'datafinecontratto datafimcontrato fimdocontrato dataterminodecontrato koniecumowy datazakonczeniaumowy konecsmlouvy',
  rehire_day:
    'rehiredate rehiredon daterehired dateofrehire rehire lasthiredate latesthiredate mostrecenthiredate wiedereintritt wiedereintrittsdatum ' +
    'datedereembauche fechadereingreso datadireassunzione datumherindiensttreding',
  time_zone:
    'timezone tz timezonename ianatimezone zeitzone fuseauhoraire zonahoraria tijdzone fusoorario fusohorario',
}

const fieldOfName: ReadonlyMap<string, StaffField> = new Map(
  (Object.keys(usual) as StaffField[]).flatMap(field =>
    (usual[field] ?? '').split(' ').map((name): [string, StaffField] => [name, field]),
  ),
)

const isMail = oneOf('email. emails. mail. mails. correo. courriel. epost. sahkoposti. posta. upn.')
const isAddress = oneOf(`
  e. mail post posta adress address adresse. direccion endereco indirizzo adres. primary business corporate official main. id.
  professional professionnel profissional profesional geschaft dienst firmen corporativ corporatif aziendale zakelijk
  elektron electron elettron elektronicz eletron sluzbow arbets arbejds jobb user. contact. login. preferred. bureau.`)
const isOther = oneOf(
  'alias aliases. other. others. secondary alternat additional personal. private. privat home. recovery. weitere andere autre personnel',
)
const isManager = oneOf(
  'manager. managers. supervisor supervisors. boss. lead. leader. vorgesetzt fuhrungskraft responsable jefe. leidinggevende chef. esimies reports. superieur',
)
/** Somebody else than the person of the row, or something else than their employment. */
const isForeign = oneOf(`
  emergency spouse partner assistant recruiter approver creator created owner requester sponsor mentor buddy contact2
  sent verified opened subject body template domain notification newsletter list group
  probation probezeit trial reason type. by. comment note notes code category eligib interview checklist survey
  benefit visa permit passport badge license licence insurance policy review appraisal training certificate absence
  parental maternity vacation holiday pto sick period notice project fiscal valid validity bonus stock vesting
  birthday birth dob login signin modified updated changed synced created salary pay payroll payment probationary warranty
  locker device laptop asset lease tax marital civil health vaccin background essai prueba proeftijd prova
  access accrual cobra rehire rehired wiedereintritt`)
const isDate = oneOf(`
  date day. days. datetime time. on. at. datum. datums. dato. dag. data. fecha. dia. jour. giorno. tag. termin. paiva
  datumszeit bis. am. ab. f.`)
const isEnd = oneOf(`
  end. ends. ended. ending. terminat term. exit. exits. exitdate. exitday. exited. leave. leaver leaving. left. last. final. separat reliev release.
  quit. dismissal. departure departed depart. offboard retire
  ende. endet. austritt ausscheid beendigung letzter. letzte. abgang
  fin. sortie. dernier. derniere. cessation rupture
  baja. cese. salida. termino. ultimo. ultima. egreso retiro finiquito
  cessazione. fine. uscita. licenziamento
  desligamento saida. demissao rescisao encerramento fim.
  uit. einde. eind. einddatum. laatste. ontslag
  slut. slutdatum. sista. avslut sidste. fratrad fratraed ophor opphor avgang slutt. siste.
  paatty viimeinen. lahto zwolnien zakonczen ustani ostatni. odejsc konec. ukoncen posledni. odchod vystup`)
/** What may stand beside an end without making it the end of something else. */
const isNeutral = oneOf(`
  date dates. day. days. datetime. time. on. at. of. the. in. for. from. actual. planned work working. worked. employment. employed. employee. employees.
  service. job. company companys. hr. staff. worker. associate. person. iso. utc. effective.
  datum. tag. am. im. des. der. vom. zum. f. arbeitstag. arbeits arbeitsverhaltnis beschaftigung dienst anstellung unternehmen
  de. d. du. la. le. les. l. del. el. los. y. jour. travail travaille. emploi. societe. entreprise. effectif. effective.
  fecha dia. trabajo. laboral. empresa. relacion. data. giorno. lavoro. lavorativo. rapporto. di. dal.
  dia. trabalho. do. da. vinculo. emprego. dag. werkdag. werk. dienstverband. van. het. dienst.
  anstallning arbets arbejd arbeid ansaettelse ansettelse dato. paiva paivamaara tyo tyosuhte
  pracy. zatrudnienia dzien. dnia. den. prace. pracovni pomeru. zamestnani`)
const isContract = oneOf(
  'contract contrat. contrato contratto vertrag umowy. smlouv kontrakt fixed. befristet',
)
const isState = oneOf(
  'status. state. estado. estatus. stato. stav. tila. statut. situation situacion situacao situazion stan. lage. etat. lifecycle.',
)
const isStateOf = oneOf('current. account. user. hr. lifecycle. assignment. laboral. life. cycle.')
const isNumber = oneOf('id. ids. number. no. num. nr. nummer. numero. code. codigo matricul')
const isStaff = oneOf(
  'employee employees. emp. worker workers. staff. personnel personal. mitarbeiter associate person. empleado colaborador dipendente medewerker pracownik salarie salariee. employe. trabajador',
)
const isJob = oneOf('job. position. role. business. work.')
const isStart = oneOf(
  'start. starts. hire. hired. join joining entry. entered. eintritt. beginn. embauche. ingreso. alta. assunzione. admissao. begin.',
)
const isRehire = oneOf('rehire rehired. wiedereintritt reingreso reembauche')
const isFirst = oneOf('first. given. vorname. prenom. nombre.')
const isLast = oneOf('last. family. surname. nachname.')
const isName = oneOf('name. names. nom.')

/** What a column of this name says; null for a name of which nothing is known. */
export function fieldOf(name: string): Named | null {
  const written = name.replaceAll('#', ' number')
  const whole = squeezed(written)
  const exact =
    fieldOfName.get(whole) ??
    fieldOfName.get(
      squeezed(
        written.replace(
          /[([](?:required|read ?only|optional|work|primary|business|geschäftlich|dienstlich|yyyy|dd|mm|date|iso)[^)\]]*[)\]]/i,
          '',
        ),
      ),
    )
  if (exact !== undefined) return { field: exact, sure: 'known' }
  const words = wordsOf(written)
  const field = byWords(words) ?? (saidByYes(written) === null ? null : 'status')
  if (field === null) return null
  const strange =
    field === 'address' && !words.every(word => isMail(word) || isAddress(word) || isNeutral(word))
  return { field, sure: strange ? 'sounds' : 'likely' }
}

function byWords(words: readonly string[]): StaffField | null {
  const has = (test: (word: string) => boolean): boolean => words.some(test)
  const mail =
    has(isMail) || words.some((word, at) => word === 'e' && /^(mail|mails|post)$/.test(words[at + 1] ?? ''))
  if (mail) {
    if (has(isManager)) return 'manager'
    if (has(isForeign) || has(isState)) return null
    return has(isOther) ? 'other_address' : 'address'
  }
  if (has(isRehire)) return has(isDate) ? 'rehire_day' : null
  if (has(isForeign)) return null
  if (has(isName) && !has(isManager)) {
    if (has(isFirst) && has(isLast)) return 'name'
    if (has(isFirst)) return 'first_name'
    return has(isLast) ? 'last_name' : null
  }
  // The end of a leave.
  if (words.includes('leave') && words.some(word => word !== 'leave' && isEnd(word))) return null
  if (has(isEnd) && words.every(word => isEnd(word) || isNeutral(word) || isContract(word)))
    return has(isContract) ? 'contract_end' : 'last_day'
  if (
    has(isState) &&
    words.every(word => isState(word) || isStaff(word) || isNeutral(word) || isStateOf(word))
  )
    return 'status'
  if (has(isNumber) && has(isStaff)) return 'employee_id'
  if (has(isManager)) return has(isEnd) || has(isDate) ? null : 'manager'
  if (/^org(?:anization(?:al)?)? unit path\b/.test(words.join(' '))) return 'department'
  if (has(isStart) && has(isDate)) return 'start_day'
  return has(isJob) && words.includes('title') ? 'title' : null
}

/** Somebody else's, or of something else than their employment: *Benefits status*. */
export function isOfSomethingElse(written: string): boolean {
  const words = wordsOf(written)
  // *Login* alone is an address in directories.
  return words.some(isForeign) && words.join() !== 'login'
}

const isBirth = oneOf(
  'birth. birthday birthdate dob. born. geburt naissance nacimiento nascita nascimento geboorte fodelse fodsel urodz naroz syntyma',
)

const isPlaceWord = oneOf(`
  city town country region province county zip zipcode postal postcode postleitzahl plz street location place ort wohnort
  stadt land bundesland ville pays ciudad pais provincia cidade cap citta paese comune stad plaats miasto kraj kaupunki maa`)

/** *City*, *Country*: a column called *State* beside it is a place too. */
export const isPlace = (written: string): boolean => wordsOf(written).some(isPlaceWord)

/** *Data odejścia*: a number in it may be a day. */
export const isNamedAfterDays = (written: string): boolean => wordsOf(written).some(isDate)

/** Days that cannot be when somebody leaves: nothing is asked about them. */
export const isDayOfBirth = (written: string): boolean => {
  const words = wordsOf(written)
  return words.some(isBirth) && words.every(word => isBirth(word) || isDate(word) || isNeutral(word))
}

/** "Name" beside "Vorname", "Nom" beside "Prénom", "Naam" beside "Voornaam": then it is the family name alone. */
export const isBareFamilyName = (written: string): boolean => /^(name|nom|naam)$/.test(squeezed(written))

/** Their family name stands beside this one, in a column that only says name. */
export const isFirstNameBesideBareName = (written: string): boolean =>
  /^(vorname|rufname|prenom|voornaam)$/.test(squeezed(written))
