import type { Exporter } from '../page/shared/exporters.ts'
import { personnelOf, type Staff } from './personnel-office.ts'

type Column = readonly [name: string, cell: (one: Staff) => string]

/** How a product writes who works somewhere. */
type Format = {
  readonly file: string
  readonly columns: readonly Column[]
  readonly separator?: string
  /** Begins with the mark of UTF-8. */
  readonly marked?: boolean
  /** Every cell stands in quotation marks. */
  readonly quoted?: boolean
  /** Lines above the names of the columns. */
  readonly above?: readonly string[]
  /** A second line of names, as people see them. */
  readonly labels?: readonly string[]
}

const nothing = () => ''
const always = (text: string) => () => text
const name = ({ first, last }: Staff) => `${first} ${last}`
const managerName = ({ manager }: Staff) => (manager === null ? '' : name(manager))
const managerEmail = ({ manager }: Staff) => manager?.email ?? ''
const managerNumber = ({ manager }: Staff) => manager?.number ?? ''
const lastFirst = ({ first, last }: Staff) => `${last}, ${first}`
/** By whether somebody works here. */
const state = (here: string, gone: string) => (one: Staff) => (one.left === null ? here : gone)

const part = (day: string, at: number) => day.split('-')[at] ?? ''
const american = (day: string | null) =>
  day === null ? '' : `${part(day, 1)}/${part(day, 2)}/${part(day, 0)}`
const british = (day: string | null) =>
  day === null ? '' : `${part(day, 2)}/${part(day, 1)}/${part(day, 0)}`
const german = (day: string | null) => (day === null ? '' : `${part(day, 2)}.${part(day, 1)}.${part(day, 0)}`)
const instant = (day: string, time = '08:30:00.000Z') => `${day}T${time}`

/** Column names, words and days as each product writes them where nobody has changed its usual export. */
const formats: Readonly<Record<Exporter, Format>> = {
  ADP: {
    file: 'adp-employees.csv',
    quoted: true,
    columns: [
      ['Payroll Name', lastFirst],
      ['Associate ID', one => `J7Q${one.number}XM`],
      ['File Number', one => `00${one.number}`],
      ['Legal First Name', one => one.first],
      ['Legal Last Name', one => one.last],
      ['Position Status', state('Active', 'Terminated')],
      ['Job Title Description', one => one.title],
      ['Home Department Description', one => one.department],
      ['Reports To Name', one => (one.manager === null ? '' : lastFirst(one.manager))],
      ['Worker Category Description', always('Full Time')],
      ['Hire Date', one => american(one.hired)],
      ['Rehire Date', nothing],
      ['Termination Date', one => american(one.left)],
      ['Termination Reason Description', state('', 'Resignation')],
      ['Work Contact: Work Email', one => one.email],
    ],
  },
  BambooHR: {
    file: 'bamboohr-all-employees.csv',
    marked: true,
    columns: [
      ['Employee #', one => one.number],
      ['Last Name, First Name', lastFirst],
      ['Work Email', one => one.email],
      ['Home Email', nothing],
      ['Job Title', one => one.title],
      ['Department', one => one.department],
      ['Location', always('Berlin')],
      ['Reporting to', managerName],
      ['Employment Status', state('Full-Time', 'Terminated')],
      ['Hire Date', one => american(one.hired)],
      ['Termination Date', one => (one.left === null ? '00/00/0000' : american(one.left))],
    ],
  },
  'Google Workspace': {
    file: 'User_Download.csv',
    columns: [
      ['First Name [Required]', one => one.first],
      ['Last Name [Required]', one => one.last],
      ['Email Address [Required]', one => one.email],
      ['Password [Required]', always('****')],
      ['Password Hash Function [UPLOAD ONLY]', nothing],
      ['Org Unit Path [Required]', one => `/Staff/${one.department}`],
      ['New Primary Email [UPLOAD ONLY]', nothing],
      ['Status [READ ONLY]', state('Active', 'Suspended')],
      ['Last Sign In [READ ONLY]', one => `${(one.left ?? '2026-11-20').replaceAll('-', '/')} 09:14:00`],
      ['Recovery Email', nothing],
      ['Home Secondary Email', nothing],
      ['Work Secondary Email', nothing],
      ['Employee ID', one => one.number],
      ['Employee Type', nothing],
      ['Employee Title', one => one.title],
      ['Manager Email', managerEmail],
      ['Department', one => one.department],
      ['Cost Center', nothing],
      ['2sv Enrolled [READ ONLY]', always('True')],
      ['Email Usage [READ ONLY]', always('1.2GB')],
      ['Change Password at Next Sign-In', always('False')],
      ['New Status [UPLOAD ONLY]', nothing],
    ],
  },
  Gusto: {
    file: 'juniper-employee-summary.csv',
    above: ['Juniper', 'Employee Summary'],
    columns: [
      ['Last name', one => one.last],
      ['First name', one => one.first],
      ['Work email', one => one.email],
      ['Personal email', nothing],
      ['Title', one => one.title],
      ['Department', one => one.department],
      ['Manager', managerName],
      ['Employment type', always('Full time')],
      ['Status', state('Active', 'Dismissed')],
      ['Start date', one => american(one.hired)],
      ['Dismissal date', one => american(one.left)],
    ],
  },
  HiBob: {
    file: 'bob-people.csv',
    marked: true,
    columns: [
      ['Employee ID', one => one.number],
      ['Display name', name],
      ['Email', one => one.email],
      ['Job title', one => one.title],
      ['Department', one => one.department],
      ['Site', always('Berlin')],
      ['Reports to', managerName],
      ['Employment type', always('Permanent')],
      ['Lifecycle status', state('Employed', 'Terminated')],
      ['Start date', one => british(one.hired)],
      ['Termination date', one => british(one.left)],
      ['Last day at work', one => british(one.left)],
    ],
  },
  'Microsoft Entra': {
    file: 'exportUsers.csv',
    marked: true,
    quoted: true,
    columns: [
      ['userPrincipalName', one => one.email],
      ['displayName', name],
      ['surname', one => one.last],
      ['mail', one => one.email],
      ['givenName', one => one.first],
      ['objectId', one => `5f0c1d6e-0000-4000-8000-00000000${one.number}`],
      ['userType', always('Member')],
      ['jobTitle', one => one.title],
      ['department', one => one.department],
      ['accountEnabled', state('True', 'False')],
      ['usageLocation', always('DE')],
      ['streetAddress', nothing],
      ['state', nothing],
      ['country', always('Germany')],
      ['physicalDeliveryOfficeName', nothing],
      ['mobile', nothing],
      ['authenticationAlternativeEmail', nothing],
      ['alternateEmailAddress', nothing],
      ['companyName', always('Juniper')],
      ['directorySynced', always('False')],
      ['identityIssuer', always('juniper.onmicrosoft.com')],
      ['createdDateTime', one => `${american(one.hired)} 8:30:00 AM`],
    ],
  },
  Okta: {
    file: 'okta-users.csv',
    columns: [
      ['id', one => `00u1junip3r${one.number}5d7`],
      ['status', state('ACTIVE', 'DEPROVISIONED')],
      ['created', one => instant(one.hired)],
      ['activated', one => instant(one.hired, '08:31:12.000Z')],
      ['statusChanged', one => instant(one.left ?? one.hired, '17:02:40.000Z')],
      ['login', one => one.email],
      ['email', one => one.email],
      ['secondEmail', nothing],
      ['firstName', one => one.first],
      ['lastName', one => one.last],
      ['title', one => one.title],
      ['department', one => one.department],
      ['employeeNumber', one => one.number],
      ['managerId', managerNumber],
      ['manager', managerEmail],
      ['timezone', one => one.timeZone],
    ],
  },
  Personio: {
    file: 'personio-mitarbeiter.csv',
    separator: ';',
    marked: true,
    columns: [
      ['Personalnummer', one => one.number],
      ['Vorname', one => one.first],
      ['Nachname', one => one.last],
      ['E-Mail', one => one.email],
      ['Status', state('Aktiv', 'Inaktiv')],
      ['Position', one => one.title],
      ['Abteilung', one => one.department],
      ['Standort', always('Berlin')],
      ['Vorgesetzte*r', managerName],
      ['Beschäftigungsart', always('Intern')],
      ['Wochenstunden', always('40,00')],
      ['Einstellungsdatum', one => german(one.hired)],
      ['Vertragsende', nothing],
      ['Letzter Arbeitstag', one => german(one.left)],
    ],
  },
  Rippling: {
    file: 'rippling-employees.csv',
    columns: [
      ['Employee', name],
      ['Employee number', one => one.number],
      ['Work email', one => one.email],
      ['Title', one => one.title],
      ['Department', one => one.department],
      ['Manager - Work email', managerEmail],
      ['Employment type', always('Salaried, full-time')],
      ['Employment status', state('Active', 'Terminated')],
      ['Start date', one => one.hired],
      ['End date', one => one.left ?? ''],
    ],
  },
  SuccessFactors: {
    file: 'successfactors-users.csv',
    quoted: true,
    columns: [
      ['STATUS', state('active', 'inactive')],
      ['USERID', one => one.number],
      ['USERNAME', one => one.email.split('@')[0] ?? ''],
      ['FIRSTNAME', one => one.first],
      ['MI', nothing],
      ['LASTNAME', one => one.last],
      ['GENDER', nothing],
      ['EMAIL', one => one.email],
      ['MANAGER', one => one.manager?.number ?? 'NO_MANAGER'],
      ['HR', always('NO_HR')],
      ['DEPARTMENT', one => one.department],
      ['JOBCODE', always('N/A')],
      ['DIVISION', always('N/A')],
      ['LOCATION', always('Berlin')],
      ['TIMEZONE', one => one.timeZone],
      ['HIREDATE', one => american(one.hired)],
      ['EMPID', one => one.number],
      ['TITLE', one => one.title],
      ['COMPANYEXITDATE', one => american(one.left)],
    ],
    labels: [
      ...['Status', 'User Sys Id', 'Username', 'First Name', 'Middle Name', 'Last Name', 'Gender', 'Email'],
      ...['Manager', 'Human Resource', 'Department', 'Job Code', 'Division', 'Location', 'Time Zone'],
      ...['Hire Date', 'Employee Id', 'Title', 'Company Exit Date'],
    ],
  },
  Workday: {
    file: 'workday-worker-report.csv',
    columns: [
      ['Worker', one => `${name(one)}${one.left === null ? '' : ' (Terminated)'}`],
      ['Employee ID', one => one.number],
      ['Email - Primary Work', one => one.email],
      ['Business Title', one => one.title],
      ['Supervisory Organization', one => `${one.department} (${managerName(one)})`],
      ["Worker's Manager", managerName],
      ['Worker Type', always('Employee')],
      ['Time Type', always('Full time')],
      ['Active Status', state('Yes', 'No')],
      ['Original Hire Date', one => one.hired],
      ['Hire Date', one => one.hired],
      ['Termination Date', one => one.left ?? ''],
    ],
  },
}

/**
 * The staff list of the small company as a product exports it.
 * @param today YYYY-MM-DD
 */
export function staffExport(exporter: Exporter, today: string): { name: string; bytes: Buffer } {
  const { file, columns, separator = ',', marked, quoted, above = [], labels } = formats[exporter]
  const line = (cells: readonly string[]) =>
    cells.map(cell => (quoted === true || cell.includes(separator) ? `"${cell}"` : cell)).join(separator)
  const lines = [
    ...above,
    line(columns.map(([written]) => written)),
    ...(labels === undefined ? [] : [line(labels)]),
    ...personnelOf(today).map(one => line(columns.map(([, cell]) => cell(one)))),
    '',
  ]
  return { name: file, bytes: Buffer.from(`${marked === true ? '\ufeff' : ''}${lines.join('\r\n')}`) }
}
