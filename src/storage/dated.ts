/** As it comes out of a JSON object: instants are texts. */
export type Stored<T> = {
  readonly [K in keyof T]: Date extends T[K] ? Exclude<T[K], Date> | string : T[K]
}

const instants = new Set([
  ...[
    'at',
    'since',
    'startAt',
    'endAt',
    'leftKnownAt',
    'reviewAt',
    'enteredAt',
    'goneSince',
    'missingSince',
    'saidAt',
  ],
])

/** Makes the instants of a JSON object dates again. */
export const dated = <T extends object>(stored: Stored<T>): T =>
  Object.fromEntries(
    Object.entries(stored).map(([name, value]) => [
      name,
      instants.has(name) && typeof value === 'string' ? new Date(value) : value,
    ]),
  ) as T
