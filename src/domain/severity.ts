import type { Severity } from './finding.ts'

type Timed = { readonly clockAt: Date; readonly dueAt: Date }

const day = 86_400_000

/** due, then critical in the last quarter of the time allowed (its last 7 days when that is over 28), then overdue. */
export function severity(finding: Timed, now: Date): Severity {
  if (now >= finding.dueAt) return 'overdue'
  return now.getTime() >= criticalAt(finding) ? 'critical' : 'due'
}

/** When the severity next rises by time alone; null once overdue. */
export function nextSeverityAt(finding: Timed, now: Date): Date | null {
  const current = severity(finding, now)
  if (current === 'overdue') return null
  return current === 'critical' ? finding.dueAt : new Date(criticalAt(finding))
}

function criticalAt({ clockAt, dueAt }: Timed): number {
  const allowed = dueAt.getTime() - clockAt.getTime()
  return dueAt.getTime() - (allowed > 28 * day ? 7 * day : allowed / 4)
}
