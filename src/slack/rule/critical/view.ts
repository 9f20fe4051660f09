import type { ModalView } from '@slack/types'
import { type AccountClass, isAdminRole, roleName } from '../../../domain/account.ts'
import type { AccountNumbers, CriticalSystem } from '../../../workflows/rule/critical-system.ts'
import type { Setup, SetupConnection } from '../../../workflows/workspace/read-setup.ts'
import type { Task } from '../../checks/pending-tasks.ts'
import { taskBlocks } from '../../checks/view.ts'
import { accountClasses } from '../../doors/account-filter.ts'
import { checksButton } from '../../doors/finding.ts'
import { criticalButton, nextButton, ruleButton } from '../../doors/setup.ts'
import {
  actions,
  type Blocks,
  button,
  confirm,
  context,
  divider,
  fields,
  firstOf,
  type Maybe,
  modal,
  section,
} from '../../frame/blocks.ts'
import { stateLine } from '../../frame/newer-blocks.ts'
import { userSelect } from '../../frame/pickers.ts'
import {
  bold,
  count,
  counted,
  date,
  foreign,
  join,
  type Markup,
  md,
  mention,
  words,
} from '../../frame/text.ts'
import { criticalIds } from '../../ids/rule.ts'
import { troubleInWords } from '../../words/connection.ts'
import { ruleInWords } from '../../words/rule.ts'

const mostNamed = 50

/** Where there are several organizations, each is a system of its own. */
export const organizationsView = (connections: readonly SetupConnection[]): ModalView =>
  modal(criticalIds.choose, 'Critical system', [
    section(md`Each Miro organization is a critical system of its own.`),
    ...firstOf(connections, mostNamed, 'organization', ({ organizationName, critical, key }) =>
      section(
        md`${bold(organizationName)}\n${critical ? md`Critical system` : md`Not a critical system`}`,
        button('Choose', criticalIds.page, { value: key.miroOrgId }),
      ),
    ),
  ])

/** Said after Miro was added, with the step that comes next. */
export function addedView(
  connection: SetupConnection,
  outcome: 'added' | 'already',
  setup: Setup,
): ModalView {
  const next = nextButton(setup)
  const name = bold(connection.organizationName)
  const said =
    outcome === 'added'
      ? md`${name} in Miro is now a critical system.`
      : md`${name} was a critical system already. Nothing changed.`
  const then =
    connection.rule === null
      ? md`Next: choose who may use Miro. One check fails until you do.`
      : md`Its accounts are being checked now.`
  return modal(criticalIds.added, 'Critical system', [
    section(md`${said}\n${then}`),
    next !== null && actions([next]),
  ])
}

const title = 'Critical system'

/** Miro as a critical system: since when, whose, what waits for a person, how many accounts of which sort, and the rule. */
export function pageView(system: CriticalSystem, tasks: readonly Task[]): ModalView {
  const { key, critical, rule } = system
  const value = key.miroOrgId
  return modal(criticalIds.pageModal, title, [
    section(md`*Miro* · ${bold(system.organizationName)}`),
    critical === null && section(md`Not a critical system. Nobody is judged by a rule.`),
    fields(factsOf(system)),
    system.state !== 'connected' && stateLine(md`⚠️ ${troubleInWords(system.state)}`),
    critical?.ownerLeft === true && section(ownerLeftLine(critical.owner)),
    divider(),
    ...taskBlocks(tasks),
    ...accountBlocks(system),
    divider(),
    section(ruleLines(system)),
    actions([
      critical === null
        ? { ...criticalButton(value), style: 'primary' }
        : button(rule === null ? 'Configure now' : 'Manage', criticalIds.manage, {
            value,
            ...(rule === null && { style: 'primary' }),
          }),
      checksButton(),
    ]),
  ])
}

function factsOf({ plan, connectedBy, connectedAt, critical }: CriticalSystem): Maybe<Markup>[] {
  return [
    critical && md`*Critical since*\n${date(critical.since)}, added by ${mention(critical.by)}`,
    critical && md`*Owner*\n${mention(critical.owner)}`,
    md`*Connected*\n${date(connectedAt)} by ${mention(connectedBy)}`,
    md`*Plan*\n${planName(plan)}`,
  ]
}

/** Miro calls the Enterprise plan "company" in its API. */
const planName = (plan: string): string => (plan === 'company' ? 'Enterprise' : foreign(plan))

const ownerLeftLine = (owner: string): Markup =>
  md`⚠️ The owner ${mention(owner)} is no longer on the staff. Choose another one under Manage.`

function accountBlocks({ accounts, lastCompleteSyncAt }: CriticalSystem): Blocks {
  if (lastCompleteSyncAt === null) return [section(md`Miro’s accounts were not synced yet.`)]
  const admins = accounts.roles.reduce((sum, each) => sum + (isAdminRole(each.role) ? each.count : 0), 0)
  return [
    section(md`*${counted(accounts.active, 'account')}* · ${counted(admins, 'Company Admin')}`),
    fields([md`*By role*\n${byRole(accounts)}`, md`*By owner type*\n${byClass(accounts)}`]),
    context(md`As of ${date(lastCompleteSyncAt)}. Deactivated accounts are not counted.`),
  ]
}

const mostRoles = 8

function byRole({ roles }: AccountNumbers): Markup {
  const lines = roles.slice(0, mostRoles).map(({ role, count: held }) => md`${roleWord(role)} ${held}`)
  const rest = roles.slice(mostRoles).reduce((sum, { count: held }) => sum + held, 0)
  return lines.length === 0 ? md`none` : join([...lines, rest === 0 ? null : md`Other roles ${rest}`])
}

const roleWord = (role: string): string => foreign(roleName(role), 60)

const classWords: Readonly<Record<AccountClass, string>> = {
  staff: 'Staff',
  external: 'External people',
  service: 'Service accounts',
  shared: 'Shared mailboxes',
  unidentified: 'Not identified',
}

function byClass({ classes, active }: AccountNumbers): Markup {
  const known = accountClasses.filter(kind => (classes[kind] ?? 0) > 0)
  const judged = known.reduce((sum, kind) => sum + (classes[kind] ?? 0), 0)
  const lines = known.map(kind => words(`${classWords[kind]} ${count(classes[kind] ?? 0)}`))
  const rest = active - judged
  return lines.length + rest === 0
    ? md`none`
    : join([...lines, rest > 0 ? md`Not checked yet ${rest}` : null])
}

function ruleLines({ rule, critical }: CriticalSystem): Markup {
  if (rule === null)
    return md`*Access validity*\nNobody has chosen yet who may use Miro${critical === null ? md`` : md`, so one check fails`}.`
  return join([
    md`*Access validity*\n${ruleInWords(rule.rule)}`,
    md`Version ${rule.version}, saved by ${mention(rule.savedBy)} ${date(rule.savedAt)}.`,
    critical === null ? md`It counts again once Miro is a critical system.` : null,
  ])
}

type Refused = { readonly notStaff: string } | null

/** What can be changed about it. */
export function manageView(system: CriticalSystem, refused: Refused = null): ModalView {
  const { key, critical, organizationName } = system
  const value = key.miroOrgId
  const owner = critical?.owner ?? ''
  return modal(
    criticalIds.manageModal,
    'Manage',
    [
      section(md`*Miro* · ${bold(organizationName)}`),
      section(
        md`*Access validity*\nWho may use Miro: everybody on the staff, certain roles, or accounts approved by name.`,
        ruleButton(value),
      ),
      // A new id for a new owner: else Slack would keep showing who was chosen and refused.
      section(
        md`*Owner*\nWho answers for Miro as a critical system.`,
        userSelect(criticalIds.owner, 'Choose a colleague', isUserId(owner) ? owner : undefined),
        `owner ${refused === null ? owner.slice(0, 40) : 'refused'}`,
      ),
      refused !== null &&
        section(
          md`⚠️ ${mention(refused.notStaff)} cannot be the owner: choose a colleague, not a guest, a bot or somebody who left.`,
        ),
      critical?.ownerLeft === true && section(ownerLeftLine(owner)),
      divider(),
      section(
        md`*Remove*\nThe accounts stay known. Whether access is valid is no longer checked.`,
        button('Remove', criticalIds.remove, {
          value,
          style: 'danger',
          confirm: confirm(
            'Remove Miro from the critical systems?',
            md`Nobody is judged by the rule any more, and its open findings close as not applicable. The rule is kept. Miro stays connected.`,
            'Remove',
            'Cancel',
            'danger',
          ),
        }),
      ),
      actions([button('Back', criticalIds.back, { value })]),
    ],
    { metadata: { o: value } },
  )
}

const isUserId = (id: string): boolean => /^[UW][A-Z0-9]{2,}$/.test(id)

/** Said after it was removed. */
export const removedView = (
  organizationName: string,
  value: string,
  outcome: 'removed' | 'already',
): ModalView =>
  modal(criticalIds.pageModal, title, [
    section(
      outcome === 'removed'
        ? md`${bold(organizationName)} is no longer a critical system.\nWhat failed its rule closes as not applicable. The rule is kept for when Miro is added again.`
        : md`${bold(organizationName)} was not a critical system any more. Nothing changed.`,
    ),
    actions([criticalButton(value)]),
  ])
