import type { HomeView, ModalView } from '@slack/types'
import { noGaps } from '../../src/domain/gap.ts'
import { blockProblems } from '../../src/sandbox/slack/validate-blocks.ts'
import { viewProblems, viewTooLarge } from '../../src/sandbox/slack/validate-view.ts'
import type { Message } from '../../src/slack/frame/blocks.ts'
import { written } from '../../src/slack/frame/forms.ts'
import type { Answer, SubmissionListener, Submitted } from '../../src/slack/frame/listener.ts'
import type { CheckReport, ChecksReport, Counts } from '../../src/workflows/checks/read-checks.ts'
import type { PeopleNotices } from '../../src/workflows/people/read-people-notices.ts'
import type { Setup, SetupConnection } from '../../src/workflows/workspace/read-setup.ts'

export const noon = new Date('2026-11-24T12:00:00Z')
export const hours = (many: number): Date => new Date(noon.getTime() + many * 3_600_000)

/** Names that somebody may have chosen to do harm, or by accident. */
export const hostile = [
  '<!channel> & <@U0ADA>',
  '\u202Egpj.exe',
  'Ｗ'.repeat(500),
  '👩‍👩‍👧'.repeat(100),
  '`*_~`|>',
  '',
]

/** The workspace the bot is in, as Slack says whose its token is. */
export const home = {
  workspaceId: 'T1',
  teamId: 'T1',
  enterpriseId: null,
  teamName: 'Acme',
  url: null,
  botUserId: 'UBOT',
} as const

export const connection = (more: Partial<SetupConnection> = {}): SetupConnection => ({
  key: { workspaceId: 'T0ACME', miroOrgId: '3074457345618265000' },
  organizationName: 'Acme',
  plan: 'company',
  connectedBy: 'U0ADA',
  connectedAt: hours(-48),
  state: 'connected',
  stateSince: hours(-48),
  critical: false,
  ownerLeft: null,
  rule: null,
  lastCompleteSyncAt: hours(-1),
  firstSyncRunning: false,
  ...more,
})

export const setup = (more: Partial<Setup> = {}): Setup => ({
  publicUrl: 'https://bot.acme.com',
  redirectUrl: 'https://bot.acme.com/miro/callback',
  publicUrlIsLocal: false,
  alertChannel: null,
  slackAdmins: ['U0ADA'],
  zone: null,
  connections: [connection()],
  disconnected: [],
  ...more,
})

export const rule = {
  version: 1,
  rule: { way: 'every_staff_member' },
  savedBy: 'U0ADA',
  savedAt: hours(-2),
} as const

export const channel = { id: 'C0OPS', name: 'it-ops', isPublic: false, trouble: null }

/** Sends a modal by the first administrator; the problems that are said under its inputs. */
export async function submit(
  listener: SubmissionListener,
  submitted: Partial<Submitted>,
  answer: Answer,
): Promise<Readonly<Record<string, string>>> {
  const read = listener.read({ metadata: '', state: {}, ...submitted })
  if ('problems' in read) return read.problems
  await read.handle({ who, answer })
  return {}
}

export const many = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at))

const none: Counts = { pass: 0, fail: 0, not_applicable: 0, unknown: 0, excepted: 0 }

export const check = (
  id: CheckReport['id'],
  status: CheckReport['status'],
  counts: Partial<Counts>,
  more: Partial<CheckReport> = {},
): CheckReport => ({
  id,
  status,
  counts: { ...none, ...counts },
  open: 0,
  since: null,
  soonestDueAt: null,
  openAWeekAgo: null,
  beforeRule: false,
  why: null,
  sum: null,
  ...more,
})

/** Nothing about people waits for anybody. */
export const quiet: PeopleNotices = {
  held: [],
  contracts: [],
  stillActive: [],
  disputed: [],
  early: [],
  alike: [],
  withoutAddress: [],
  brokenList: null,
  unlisted: [],
  questions: [],
}

export const report = (more: Partial<ChecksReport> = {}): ChecksReport => ({
  key: { workspaceId: 'T0ACME', miroOrgId: '3074457345618265000' },
  organizationName: 'Acme',
  connectionState: 'connected',
  lastCompleteSyncAt: hours(-1),
  lastFailure: null,
  unread: [],
  staffReadAt: hours(-1),
  lastEvaluatedAt: hours(-1),
  administering: 0,
  gaps: noGaps,
  accountsFresh: true,
  staffFresh: true,
  knownUntil: noon,
  accounts: 1212,
  people: 180,
  unidentified: 0,
  checks: [
    check('identified', 'pass', { pass: 1212 }),
    check('removed', 'pass', { pass: 4, not_applicable: 1208 }),
    check('configured', 'pass', { pass: 1 }, { why: 'rule_saved' }),
    check('valid', 'pass', { pass: 1212 }),
  ],
  suggestions: 0,
  held: null,
  rule,
  ...more,
})

/** What Slack would refuse of a modal or a message; nothing when it would take it. */
export const refusals = (shown: ModalView | HomeView | Message): unknown[] =>
  (['newer', 'classic'] as const).flatMap(form => {
    const said = written(shown, form)
    if ('type' in said)
      return [...viewProblems(said, said.type), ...(viewTooLarge(said) ? ['too large'] : [])]
    return blockProblems(said.blocks, 'message')
  })

/** Stands in for the screen of one person and keeps what was put on it. */
export const screen = (viewId: string | null = 'V1') => {
  const views: ModalView[] = []
  const messages: Message[] = []
  const answer: Answer = {
    viewId,
    isOnTop: false,
    show: async view => void views.push(view),
    showMore: async view => void views.push(view),
    say: async message => void messages.push(message),
  }
  return { answer, views, messages }
}

export const who = { workspaceId: 'T0ACME', slackUserId: 'U0ADA' }

/** A click as the dispatcher hands it on. */
export const click = (answer: Answer, value = '', more: object = {}) => ({
  who,
  answer,
  value,
  chosen: [],
  channelId: 'D0ADA',
  messageTs: null,
  metadata: '',
  state: {},
  ...more,
})
