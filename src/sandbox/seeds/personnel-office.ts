import { smallCompany } from './small-company.ts'

/** A member of staff as the personnel office of the small company knows them. */
export type Staff = {
  readonly number: string
  readonly first: string
  readonly last: string
  readonly email: string
  readonly title: string
  readonly department: string
  readonly manager: Staff | null
  readonly timeZone: string
  /** YYYY-MM-DD. */
  readonly hired: string
  /** Their last day, which is over; null: they work here. */
  readonly left: string | null
}

type Known = {
  readonly department: string
  readonly manager: string | null
  readonly hired: string
  readonly title?: string
  readonly hasLeft?: boolean
}

/** Of the others Slack knows already what they do; managers before those they manage. */
const known: Readonly<Record<string, Known>> = {
  U0BEN: { department: 'Legal', manager: null, hired: '2017-06-15' },
  U0ADA: { department: 'IT', manager: 'U0BEN', hired: '2019-03-01' },
  U0CARLA: { department: 'Design', manager: 'U0ADA', hired: '2021-09-01' },
  U0FARAH: { department: 'Engineering', manager: 'U0ADA', hired: '2022-02-14', title: 'Senior engineer' },
  U0GUS: { department: 'Engineering', manager: 'U0FARAH', hired: '2020-05-04' },
  U0HANA: { department: 'Engineering', manager: 'U0FARAH', hired: '2022-06-30' },
  U0IVO: { department: 'Design', manager: 'U0CARLA', hired: '2023-10-02' },
  U0JON: { department: 'Sales', manager: 'U0BEN', hired: '2018-04-16', hasLeft: true },
}

/**
 * Everybody who worked at the small company this autumn: Jon Berg has left, which Slack does not know yet, and Farah
 * Haddad has another title.
 * @param today YYYY-MM-DD
 */
export function personnelOf(today: string): readonly Staff[] {
  const staff = new Map<string, Staff>()
  for (const [at, [id, { department, manager, hired, title, hasLeft }]] of Object.entries(known).entries()) {
    const user = smallCompany.users.find(one => one.id === id)
    const [first = '', last = ''] = (user?.realName ?? '').replace(/<.*?> /, '').split(' ')
    staff.set(id, {
      ...{ number: String(1001 + at), first, last, department, hired },
      email: user?.email ?? '',
      title: title ?? user?.title ?? '',
      manager: (manager === null ? null : staff.get(manager)) ?? null,
      timeZone: user?.timeZone ?? '',
      left: hasLeft === true ? daysBefore(today, daysSinceLeft) : null,
    })
  }
  return [...staff.values()]
}

const daysSinceLeft = 12

const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10)
