/** One measured thing. `ok` null: there is no target, it is a figure. */
export type Result = {
  readonly what: string
  readonly measured: string
  readonly target: string
  readonly ok: boolean | null
}

/** Text columns for a terminal. */
export function table(results: readonly Result[]): string {
  const rows = results.map(({ what, measured, target, ok }) => [
    what,
    measured,
    target,
    ok === null ? '' : ok ? 'ok' : 'missed',
  ])
  const widths = [0, 1, 2].map(column => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  return rows
    .map(row => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map(line => line.trimEnd())
    .join('\n')
}
