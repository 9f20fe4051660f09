import { staffFields } from '../../../src/domain/staff-columns.ts'
import { listChanges, type MistakeKind, type Unreadable } from '../../../src/domain/staff-list.ts'
import { lineSections } from '../../../src/slack/frame/blocks.ts'
import { changeBlocks, changesInWords, changesView } from '../../../src/slack/people/import/changes-view.ts'
import { columnsBlocks } from '../../../src/slack/people/import/columns-view.ts'
import {
  importPreviewView,
  mistakesView,
  type Refused,
} from '../../../src/slack/people/import/preview-view.ts'
import {
  importedView,
  importMessage,
  importView,
  notImportedView,
} from '../../../src/slack/people/import/view.ts'
import { column, listReading, stagedList } from '../../support/staff-list-samples.ts'
import { type Given, many, type Samples } from '../given.ts'

const kinds: readonly MistakeKind[] = [
  ...(['bad_address', 'which_day', 'too_many_addresses', 'same_person', 'no_day', 'day_or_month'] as const),
  ...(['other_order', 'ends_before_start', 'contractor_without_end', 'contract_too_long'] as const),
  ...(['no_time_zone', 'no_type', 'no_status', 'here_after_end', 'two_states', 'too_long', 'cells'] as const),
]

const unreadable = ({ word, many: count }: Given): Unreadable[] => [
  ...(['empty', 'broken_off', 'not_text', 'excel', 'no_header', 'no_rows'] as const).map(kind => ({
    kind,
  })),
  { kind: 'too_large', megabytes: 20 },
  { kind: 'too_many_rows', rows: 200_000 },
  { kind: 'too_many_columns', columns: 200 },
  { kind: 'long_row', line: 1_234 },
  { kind: 'open_quote', line: 1_234 },
  { kind: 'no_address_column', columns: many(count, () => word) },
  { kind: 'day_or_month', line: 5_002, value: word },
]

const mistakes = ({ word, many: count }: Given) =>
  many(Math.min(count, 500), at => ({
    ...{ line: at + 2, kind: kinds[at % kinds.length] ?? ('no_day' as const), other: at },
    ...{ column: at % 5 === 0 ? null : word, value: at % 7 === 0 ? null : word },
  }))

/** Of each kind: with what was and what will be, with one of the two, and with none. */
const changes = ({ word, many: count }: Given) => {
  const first = many(Math.min(count, 200), at => ({
    ...{
      called: word,
      address: at % 4 === 0 ? null : word,
      from: at % 3 === 0 ? null : word,
      to: at % 3 === 1 ? null : word,
    },
  }))
  return count === 0 ? {} : Object.fromEntries(listChanges.map(kind => [kind, { all: count, first }]))
}

const unusedKinds = ['unknown', 'days', 'words', 'addresses', 'twice', 'ignored'] as const

/** Each field once, then columns that are not used, each for another reason. A list has at least one. */
const columnsOf = ({ word, many: count }: Given) =>
  many(Math.min(Math.max(count, 1), 200), at =>
    at < staffFields.length
      ? column(word, staffFields[at] ?? null)
      : column(`${word} ${at}`, at % 6 === 4 ? 'name' : null, unusedKinds[at % 6] ?? 'unknown'),
  )

const refusals: readonly Refused[] = [
  { outcome: 'no_addresses' },
  { outcome: 'busy' },
  { outcome: 'unreadable', because: { kind: 'day_or_month', line: 7, value: '05/06/2026' } },
]

const change = (given: Given) => {
  const { word, many: count } = given
  const some = many(Math.min(count, 10), () => word)
  const because = (at: number) => (at % 2 === 0 ? ('several_people' as const) : ('same_person' as const))
  return stagedList({
    ...{ origin: { kind: 'upload', name: word }, rows: count * 2, setAside: count, conflicts: count },
    ...{ added: count, changed: count, leaving: count, returning: count, missing: count },
    changes: changes(given),
    conflicting: some.map((address, at) => ({ line: at + 2, address, because: because(at), other: at })),
    leftOut: many(Math.min(count, 500), at => ({ line: at + 2, called: word })),
    unnamed: count,
    reading: listReading({
      columns: columnsOf(given),
      mistakes: { first: mistakes(given), all: count, rows: count },
      hints: { first: mistakes(given), all: count, rows: count },
      damaged: count === 0 ? null : word,
      withoutAddress: count,
      guests: count,
      ...{ managersByName: count, managersByNumber: count },
      nameless: many(Math.min(count, 10), at => ({ line: at + 2, called: word })),
      contractEnds: { all: count, first: many(Math.min(count, 10), at => ({ line: at + 2, called: word })) },
      replaced: { all: count, first: many(Math.min(count, 10), at => ({ line: at + 2, counts: at + 3 })) },
      own: { line: 7, lastDay: count === 0 ? null : '2026-12-31' },
    }),
  })
}

/** One that somebody brought, and one that is read by itself. */
const originOf = ({ word: name }: Given, standing: boolean) =>
  ({ kind: standing ? 'path' : 'upload', name }) as const

const applied = ({ many: count }: Given) =>
  ({
    outcome: 'applied',
    added: count,
    changed: count,
    leaving: count,
    unlisted: count,
    returning: count,
    missing: count,
    conflicts: count,
  }) as const

export const samples: Samples = {
  'people/import/view.ts': {
    importView: given => [
      ...[true, false].map(withFiles => importView(withFiles)),
      ...unreadable(given).map(because => importView(true, { outcome: 'unreadable', because })),
      ...(['gone', 'not_allowed', 'not_text', 'too_large', 'unreachable'] as const).map(because =>
        importView(false, { outcome: 'refused', because }),
      ),
      ...(['busy', 'superseded'] as const).map(outcome => importView(true, { outcome }, given.word)),
    ],
    importedView: given =>
      [undefined, changes(given)].map(each => importedView(applied(given), given.many, each)),
    importMessage: given =>
      (['asked', applied(given), 'gone'] as const).map(came =>
        importMessage({ origin: { kind: 'upload', name: given.word }, setAside: given.many, came }),
      ),
    notImportedView: () => (['cancelled', 'gone'] as const).map(because => notImportedView(because)),
  },
  'people/import/changes-view.ts': {
    changeBlocks: given => [changeBlocks('r1', changes(given))],
    changesInWords: given => [lineSections(changesInWords(changes(given)))],
    changesView: given =>
      listChanges.flatMap(kind =>
        [0, 30, 10_000].flatMap(from =>
          [true, false].map(isOnTop => changesView({ id: 'r1', from, isOnTop, kind }, change(given))),
        ),
      ),
  },
  'people/import/columns-view.ts': {
    columnsBlocks: given => [columnsBlocks('r1', listReading({ columns: columnsOf(given) }))],
  },
  'people/import/preview-view.ts': {
    importPreviewView: given =>
      [null, 'many_back', 'nobody_left', 'many_gone', 'grew_tenfold', 'other_organisation']
        .flatMap(reason =>
          [true, false].map(standing =>
            importPreviewView({
              ...{ id: 'r1', change: { ...change(given), origin: originOf(given, standing) } },
              reason: reason as 'many_gone' | null,
            }),
          ),
        )
        .concat(
          refusals.map(refused =>
            importPreviewView({ id: 'r1', change: change(given), reason: null, refused }),
          ),
        ),
    mistakesView: given =>
      [0, 30, 10_000].flatMap(from =>
        [true, false].map(isOnTop => mistakesView({ id: 'r1', from, isOnTop }, change(given))),
      ),
  },
}
