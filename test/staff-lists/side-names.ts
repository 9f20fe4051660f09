// Columns that say nothing of who left. Nothing here is taken from the product.
import { type Words, words } from './words.ts'

/** A column of days, none of which is when somebody leaves. `from`, `to`: in days from today. */
export type SideDays = { readonly names: Words; readonly from: number; readonly to: number }

export const sideDays: readonly SideDays[] = [
  {
    names: words(
      `Birthday · Date of birth · Birth date · Geburtsdatum · Date de naissance · Fecha de nacimiento`,
      `DOB · Born · Data di nascita · Geburtstag · Geboortedatum · Födelsedatum · Data urodzenia`,
    ),
    from: -20_000,
    to: -8_000,
  },
  {
    names: words(
      ``,
      `Last promotion date · Last modified · Last login · Last sign-in · Last review date · Last day of probation
       Probation end date · End of probation · Probezeit bis · Fin de période d'essai · End date (probation) · Probezeitende
       Last salary increase · Contract signed on · Contract start date · Vertragsbeginn · Leave start · Leave end date
       Last leave end · Parental leave end · End of last leave · Resignation date · Notice given on · Kündigungsdatum
       Confirmation date · Created at · Updated · Last increment · Work anniversary · Training completed on · Letzte Beförderung
       Previous employment end date · Last employer left on · End of education · Background check date · Last pay date
       End of onboarding · Onboarding end date · Last bonus date · Exit visa issued · Last absence until · Left previous team on
       Vorheriger Austritt · Position end date · Date of last position change · Last drug test · Termination letter template date`,
    ),
    from: -900,
    to: -10,
  },
  {
    names: words(
      ``,
      `Visa expiry · Passport expires · Work permit end date · Next review · Benefits end date · Driving licence valid to
       Badge valid until · Laptop lease end · Parental leave planned until · Insurance end · First aid certificate ends`,
    ),
    from: -200,
    to: 900,
  },
]

/** A column of words that sound like a status and are none. The words say nothing of who left. */
export type SideWords = {
  readonly names: Words
  readonly values: readonly string[]
}

const sounding = (names: string, values: string): SideWords => ({
  names: words('', names),
  values: words(values).plain,
})

export const soundingWords: readonly SideWords[] = [
  sounding(
    `Marital status · Familienstand · Civil status · État civil`,
    `Single · Married · Separated · Divorced · Widowed`,
  ),
  sounding(`Benefits status · Insurance status · 401k status`, `Active · Terminated · Inactive · Enrolled`),
  sounding(
    `Onboarding status · Training status · Review status`,
    `Completed · Ended · Active · Closed · Not started`,
  ),
  sounding(`Invitation status · Invite state`, `Accepted · Pending · Expired · Deleted`),
  sounding(
    `Background check status · Visa status · Work permit status`,
    `Cleared · Inactive · Expired · Active · n/a`,
  ),
  sounding(
    `Probation status · Badge status · VPN status`,
    `Active · Inactive · Ended · Disabled · Terminated`,
  ),
  sounding(`Laptop status · Device state · License status`, `Retired · Active · Disabled · Inactive`),
  sounding(`Leave status`, `None · Ended · Inactive · Active`),
  sounding(
    `Rehire eligible · Eligible for rehire · Active directory · Active projects · Active in union`,
    `Yes · No`,
  ),
  sounding(`Email opt-in · Newsletter active · Email verified · MFA active`, `TRUE · FALSE`),
  sounding(
    `Exit interview done · Has left-hand mouse · Terminated before · Disabled person · Blocked hours`,
    `Yes · No`,
  ),
  sounding(`Previous employer status · Last employer`, `Left · Terminated · Initech · Globex`),
]

/** Columns that nobody could take for anything else. */
export const noise: readonly SideWords[] = [
  {
    names: words(`Location · Office · City · Country`),
    values: ['Berlin', 'Paris', 'São Paulo', 'Malmö', 'Remote'],
  },
  {
    names: words(`Phone · Work phone`, `Mobile · Telefon`),
    values: ['+49 30 901820', '555-0100', '020 7946 0018', ''],
  },
  { names: words(`Salary`, `Base pay · Gehalt`), values: ['54000', '72,000.00', '4 500,50', '61000.5', ''] },
  { names: words(`Gender`, `Pronouns`), values: ['f', 'm', 'x', 'she/her', ''] },
  { names: words(`Cost center · Cost centre`, `Kostenstelle`), values: ['4100', '4711', 'CC-12', '1000'] },
  { names: words(`Badge number`, `Badge no. · Locker`), values: ['44012', '46290', '45871', '17', ''] },
  { names: words(`Grade`, `Level · Band · FTE %`), values: ['7', 'L4', '100', '0.8', 'B2'] },
  {
    names: words(`Notes`, `Comments · Remark`),
    values: ['', 'left early on Friday', 'ended the tour', 'inactive badge', 'x'],
  },
]

export const idNames = words(
  `Employee ID · Employee number · Personnel number · Personalnummer · Worker ID`,
  `Emp # · Matricule · Numero empleado · Payroll no · Person Number · employeeNumber`,
)
export const nameNames = words(
  `Name · Full name · Display name · Employee name`,
  `Vollständiger Name · Nombre completo`,
)
export const titleNames = words(
  `Title · Job title · Position`,
  `Role · Stellenbezeichnung · Puesto · Poste · Funktion`,
)
export const departmentNames = words(
  `Department · Team`,
  `Abteilung · Division · Org unit · Departamento · Service`,
)
export const managerNames = words(`Manager · Supervisor`, `Reports to · Line manager · Vorgesetzter · Jefe`)
export const typeNames = words(
  `Employment type · Worker type · Type`,
  `Employee type · Contract type · Vertragsart`,
)

/** How the two kinds of contract are called. */
export const typeWords = {
  employee: words(
    `Employee · employee · Full-time · Permanent`,
    `Regular Full-Time · FT · W-2 · Festangestellt · CDI`,
  ),
  contractor: words(`Contractor · contractor · Freelancer`, `Contingent worker · 1099 · Extern · Consultant`),
}
