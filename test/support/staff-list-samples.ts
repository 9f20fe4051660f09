import type { StaffListReading } from '../../src/domain/staff-list.ts'
import type { StaffFileStaged } from '../../src/workflows/people/staff-file.ts'

export const listReading = (more: Partial<StaffListReading> = {}): StaffListReading => ({
  separator: ';',
  columns: [
    { written: 'E-Mail', field: 'address', unused: null },
    { written: 'Vorname', field: 'first_name', unused: null },
    { written: 'Kostenstelle', field: null, unused: 'unknown' },
    { written: 'Name', field: 'name', unused: 'twice' },
  ],
  mistakes: { first: [], all: 0, rows: 0 },
  hints: { first: [], all: 0, rows: 0 },
  withoutAddress: 0,
  managersByName: 0,
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
