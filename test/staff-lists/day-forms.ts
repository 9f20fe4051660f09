// How days are written in the world, and how it is written that there is none. Nothing here is taken from the product.

/** `slashed`: a day in it may be read in two ways, unless another one tells. */
export type DayForm = {
  readonly name: string
  readonly plain: boolean
  readonly slashed?: true
  readonly write: (day: string) => string
}

type Parts = { readonly y: string; readonly m: string; readonly d: string }

const short = (part: string): string => part.replace(/^0/, '')

const form = (name: string, plain: boolean, write: (parts: Parts) => string): DayForm => ({
  name,
  plain,
  ...(/^[dm]+[/-][dm]+[/-]/i.test(name) ? { slashed: true as const } : {}),
  write: day => write({ y: day.slice(0, 4), m: day.slice(5, 7), d: day.slice(8, 10) }),
})

const months = {
  en: 'January February March April May June July August September October November December',
  de: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember',
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
  es: 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  pt: 'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
  it: 'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  nl: 'januari februari maart april mei juni juli augustus september oktober november december',
  pl: 'stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia',
}
const month = (m: string, language: keyof typeof months = 'en'): string =>
  months[language].split(' ')[Number(m) - 1] ?? ''
const weekday = ({ y, m, d }: Parts): string =>
  ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][new Date(`${y}-${m}-${d}T00:00:00Z`).getUTCDay()] ?? ''
const serial = ({ y, m, d }: Parts): number => Date.parse(`${y}-${m}-${d}T00:00:00Z`) / 86_400_000 + 25_569

export const dayForms: readonly DayForm[] = [
  form('2026-09-03', true, ({ y, m, d }) => `${y}-${m}-${d}`),
  form('03.09.2026', true, ({ y, m, d }) => `${d}.${m}.${y}`),
  form('3.9.2026', true, ({ y, m, d }) => `${short(d)}.${short(m)}.${y}`),
  form('dd/mm/yyyy', true, ({ y, m, d }) => `${d}/${m}/${y}`),
  form('mm/dd/yyyy', true, ({ y, m, d }) => `${m}/${d}/${y}`),
  form('m/d/yyyy', true, ({ y, m, d }) => `${short(m)}/${short(d)}/${y}`),
  form('03-Sep-2026', true, ({ y, m, d }) => `${d}-${month(m).slice(0, 3)}-${y}`),
  form('Sep 3, 2026', true, ({ y, m, d }) => `${month(m).slice(0, 3)} ${short(d)}, ${y}`),
  form('3 September 2026', true, ({ y, m, d }) => `${short(d)} ${month(m)} ${y}`),
  form('2026-09-03 00:00:00', true, ({ y, m, d }) => `${y}-${m}-${d} 00:00:00`),
  form('2026-09-03T00:00:00', true, ({ y, m, d }) => `${y}-${m}-${d}T00:00:00`),
  form('2026/09/03', true, ({ y, m, d }) => `${y}/${m}/${d}`),
  form('m/d/yy', false, ({ y, m, d }) => `${short(m)}/${short(d)}/${y.slice(2)}`),
  form('d/m/yy', false, ({ y, m, d }) => `${d}/${m}/${y.slice(2)}`),
  form('dd-mm-yyyy', false, ({ y, m, d }) => `${d}-${m}-${y}`),
  form('mm-dd-yyyy', false, ({ y, m, d }) => `${m}-${d}-${y}`),
  form('m/d/yyyy 12:00:00 AM', false, ({ y, m, d }) => `${short(m)}/${short(d)}/${y} 12:00:00 AM`),
  form('dd/mm/yyyy 00:00', false, ({ y, m, d }) => `${d}/${m}/${y} 00:00`),
  form('03.09.26', false, ({ y, m, d }) => `${d}.${m}.${y.slice(2)}`),
  form('3. 9. 2026', false, ({ y, m, d }) => `${short(d)}. ${short(m)}. ${y}`),
  form('2026.09.03', false, ({ y, m, d }) => `${y}.${m}.${d}`),
  form('2026-9-3', false, ({ y, m, d }) => `${y}-${short(m)}-${short(d)}`),
  form('20260903', false, ({ y, m, d }) => `${y}${m}${d}`),
  form('03-SEP-26', false, ({ y, m, d }) => `${d}-${month(m).slice(0, 3).toUpperCase()}-${y.slice(2)}`),
  form('September 3rd, 2026', false, ({ y, m, d }) => `${month(m)} ${ordinal(short(d))}, ${y}`),
  form('Thu, 3 Sep 2026', false, p => `${weekday(p)}, ${short(p.d)} ${month(p.m).slice(0, 3)} ${p.y}`),
  form(
    'Thu Sep 03 2026 00:00:00 GMT+0200',
    false,
    p => `${weekday(p)} ${month(p.m).slice(0, 3)} ${p.d} ${p.y} 00:00:00 GMT+0200`,
  ),
  form('3. September 2026 (de)', false, ({ y, m, d }) => `${short(d)}. ${month(m, 'de')} ${y}`),
  form('3 septembre 2026', false, ({ y, m, d }) => `${short(d)} ${month(m, 'fr')} ${y}`),
  form('3 de septiembre de 2026', false, ({ y, m, d }) => `${short(d)} de ${month(m, 'es')} de ${y}`),
  form('3 de setembro de 2026', false, ({ y, m, d }) => `${short(d)} de ${month(m, 'pt')} de ${y}`),
  form('3 settembre 2026', false, ({ y, m, d }) => `${short(d)} ${month(m, 'it')} ${y}`),
  form('3 september 2026 (nl)', false, ({ y, m, d }) => `${short(d)} ${month(m, 'nl')} ${y}`),
  form('3 września 2026', false, ({ y, m, d }) => `${short(d)} ${month(m, 'pl')} ${y}`),
  form('2026年9月3日', false, ({ y, m, d }) => `${y}年${short(m)}月${short(d)}日`),
  form('2026-09-03T09:30:00+02:00', false, ({ y, m, d }) => `${y}-${m}-${d}T09:30:00+02:00`),
  form('2026-09-03T00:00:00Z', false, ({ y, m, d }) => `${y}-${m}-${d}T00:00:00Z`),
  form('2026-09-03T12:00:00.000Z', false, ({ y, m, d }) => `${y}-${m}-${d}T12:00:00.000Z`),
  form('2026-09-03-07:00', false, ({ y, m, d }) => `${y}-${m}-${d}-07:00`),
  form('20260903000000.0Z', false, ({ y, m, d }) => `${y}${m}${d}000000.0Z`),
  form('an Excel serial', false, p => `${serial(p)}`),
  form('an Excel serial with time', false, p => `${serial(p)}.5`),
]

function ordinal(d: string): string {
  const end = /1.$/.test(d) ? 'th' : ({ 1: 'st', 2: 'nd', 3: 'rd' }[Number(d.slice(-1))] ?? 'th')
  return `${d}${end}`
}

/** In a column of last days: they have none, so they work here. */
export const noEnd = {
  plain: ['', '', '', '-', 'N/A', 'n/a', '0000-00-00', '9999-12-31', '31.12.9999'],
  unusual: [
    ...[
      '0',
      '00/00/0000',
      '00.00.0000',
      '12/31/9999',
      '31/12/9999',
      '31-Dec-4712',
      '2999-12-31',
      '–',
      '—',
      '--',
      'none',
    ],
    ...[
      'None',
      'NULL',
      'null',
      'nil',
      '#N/A',
      'NaT',
      'unbefristet',
      'open',
      'open-ended',
      'present',
      'Present',
      'current',
    ],
    ...[
      'ongoing',
      'till date',
      'permanent',
      'indefinite',
      'indeterminado',
      'CDI',
      'TBD',
      'tbc',
      'offen',
      'bis auf Weiteres',
    ],
    ...[
      '1970-01-01',
      '1900-01-00',
      '1900-01-01',
      '01.01.1900',
      '0001-01-01',
      '1899-12-30',
      '01/01/1970',
      '1/0/1900',
    ],
    ...[
      '2099-12-31',
      '12/31/2099',
      '0001-01-01T00:00:00',
      '9999-12-31T23:59:59Z',
      '(empty)',
      '/',
      '.',
      '\u00a0',
      "'",
    ],
    ...[
      '2200-01-01',
      '31.12.2299',
      'nein',
      'no',
      'No',
      'false',
      'still here',
      'active',
      'aktiv',
      '-1',
      '1/1/0001 12:00:00 AM',
    ],
    ...[
      '9999',
      '99999999',
      '00000000',
      '2958465',
      '4712-12-31',
      '1753-01-01',
      '1601-01-01T00:00:00Z',
      'not set',
      'unknown',
    ],
  ],
} as const

/** In a column of last days: they are gone, and nobody wrote since when. */
export const endUnknown: readonly string[] = [
  ...[
    '?',
    'yes',
    'left',
    'gone',
    'retired',
    'unbekannt',
    'terminated',
    'ja',
    'x',
    '09/2026',
    'Q3 2026',
    '2025',
    'last year',
  ],
  ...[
    '30.02.2026',
    'September',
    'ausgeschieden',
    'see ticket',
    '2026-09',
    'spring 2025',
    'end of 2025',
    '2026-02-30',
    '31/04/2026',
  ],
]
