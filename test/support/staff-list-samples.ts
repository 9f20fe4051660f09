import type { StaffColumn, StaffField } from '../../src/domain/staff-columns.ts'
import type { StaffListReading } from '../../src/domain/staff-list.ts'
import type { StaffFileStaged } from '../../src/workflows/people/staff-file.ts'

/** A column as it is guessed. */
export const column = (
  written: string,
  field: StaffField | null,
  unused: StaffColumn['unused'] = field === null ? 'unknown' : null,
): StaffColumn => ({ written, field, guessed: unused === null ? field : null, unused })

/** Keeps nothing. */
export const noFiles = { keep: () => ({ add: async () => {}, end: async () => {} }) }

export const listReading = (more: Partial<StaffListReading> = {}): StaffListReading => ({
  separator: ';',
  columns: [
    column('E-Mail', 'address'),
    column('Vorname', 'first_name'),
    column('Kostenstelle', null),
    column('Name', 'name', 'twice'),
  ],
  chosen: {},
  mistakes: { first: [], all: 0, rows: 0 },
  hints: { first: [], all: 0, rows: 0 },
  damaged: null,
  withoutAddress: 0,
  guests: 0,
  managersByName: 0,
  managersByNumber: 0,
  nameless: [],
  contractEnds: { all: 0, first: [] },
  replaced: { all: 0, first: [] },
  own: null,
  ...more,
})

/** A list of 100 people that says nothing new. */
export const stagedList = (more: Partial<StaffFileStaged> = {}): StaffFileStaged => ({
  ...{ origin: { kind: 'upload', name: 'staff.csv' }, rows: 100, setAside: 0, conflicts: 0 },
  ...{
    added: 0,
    changed: 0,
    leaving: 0,
    unlisted: 0,
    returning: 0,
    missing: 0,
    before: 100,
    gone: 0,
    after: 100,
  },
  ...{ changes: {}, conflicting: [], leftOut: [], unnamed: 0 },
  reading: listReading(),
  ...more,
})
