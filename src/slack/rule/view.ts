import type { KnownBlock, ModalView } from '@slack/types'
import { roleName } from '../../domain/account.ts'
import type { Rule } from '../../domain/rule.ts'
import type { Setup, SetupConnection } from '../../workflows/read-setup.ts'
import {
  actions,
  checkboxes,
  context,
  input,
  modal,
  multiExternalSelect,
  multiSelect,
  option,
  radio,
  section,
} from '../blocks.ts'
import { ruleIds } from '../ids.ts'
import { limits } from '../limits.ts'
import { nextButton, ruleButton } from '../setup/view.ts'
import { bold, channelLink, clip, code, counted, join, type Markup, md } from '../text.ts'
import type { FoundAccount, RuleOptions, RuleSaved } from '../workflows.ts'
import {
  accountOption,
  choiceValue,
  roleChoices,
  roleOption,
  ruleRoles,
  ruleStaffRoles,
  staffChoices,
  textOption,
} from './choices.ts'
import { ruleInWords } from './in-words.ts'
import type { RuleMetadata } from './read.ts'

const title = 'Who is a valid user?'

const ways = [
  option(
    'Every staff member',
    'every_staff_member',
    'Valid: everybody on the staff. Guests and shared accounts are not.',
  ),
  option('By role', 'by_role', 'Valid: the roles you choose, in Miro, on the staff, or both.'),
  option('By approval', 'by_approval', 'Valid: the accounts you choose by name, until their role changes.'),
]

/** What was sent and not saved: the form comes back with it, without what was refused. */
type Refused = Extract<RuleSaved, { outcome: 'own_account' }> & Pick<RuleMetadata, 'k'>

/** The form. `way` null: nothing chosen yet. Blocks that stay keep their ids, so what was chosen in them stays. */
export function ruleView(
  miroOrgId: string,
  options: RuleOptions,
  way: Rule['way'] | null,
  refused: Refused | null = null,
): ModalView {
  const approved = refused?.others ?? options.approved
  // Those beyond `k` had no room in the menu that was sent; what was chosen anew stands in it wherever its id is.
  const known = new Set(options.approved.map(({ id }) => id))
  const inMenu =
    refused?.k == null ? approved : approved.filter(({ id }) => id <= (refused.k ?? '') || !known.has(id))
  const shown = shownApproved(inMenu)
  const hidden = approved.length - shown.length
  return modal({
    callbackId: ruleIds.modal,
    title,
    submit: 'Save',
    metadata: {
      o: miroOrgId,
      k: refused?.k ?? (hidden > 0 ? (shown.at(-1)?.id ?? null) : null),
      g: groupsOf(options).length > 0,
    } satisfies RuleMetadata,
    blocks: [
      section(md`Who may use ${bold(options.organizationName)}?`),
      input(ruleIds.way, 'Valid users are', radio(ruleIds.way, { options: ways, chosen: way ? [way] : [] }), {
        dispatches: true,
      }),
      ...(refused === null ? [] : [section(refusedLine(refused))]),
      ...(way === 'by_role' ? byRole(options) : []),
      ...(way === 'by_approval' ? byApproval(shown, hidden, options.lapsed) : []),
    ],
  })
}

const groupsOf = ({ current }: RuleOptions): string[] => ruleStaffRoles(current, 'group')

function byRole(options: RuleOptions): KnownBlock[] {
  const groups = groupsOf(options)
  return [
    miroRoles(options),
    ...staff(
      ruleIds.titles,
      'Job titles',
      staffChoices(options, 'title'),
      ruleStaffRoles(options.current, 'title'),
    ),
    ...staff(
      ruleIds.departments,
      'Departments',
      staffChoices(options, 'department'),
      ruleStaffRoles(options.current, 'department'),
    ),
    ...(groups.length > 0
      ? [context(md`${counted(groups.length, 'Slack user group')} of the rule stay as they are.`)]
      : []),
    context(md`Where Miro roles and staff roles are both chosen, both must hold.`),
  ]
}

function miroRoles(options: RuleOptions): KnownBlock {
  const all = roleChoices(options)
  const given = {
    options: all.map(role => roleOption(role, options.roles)),
    chosen: ruleRoles(options.current).map(choiceValue),
  }
  const element =
    all.length <= limits.choices
      ? checkboxes(ruleIds.miroRoles, given)
      : multiSelect(ruleIds.miroRoles, 'Choose roles', given)
  const hint =
    options.roles.length === 0
      ? 'The accounts have not been read yet, so they are not counted.'
      : 'Leaving the guest roles out forbids guests.'
  return input(ruleIds.miroRoles, 'Roles in Miro', element, { optional: true, hint })
}

/** Up to a hundred stand in the menu; where there are more, Slack asks while the person types. */
function staff(
  id: string,
  label: string,
  values: readonly string[],
  chosen: readonly string[],
): KnownBlock[] {
  if (values.length === 0) return []
  const element =
    values.length <= limits.options
      ? multiSelect(id, 'Any', { options: values.map(textOption), chosen: chosen.map(choiceValue) })
      : multiExternalSelect(id, 'Type to search', { chosen: chosen.map(textOption) })
  return [input(id, label, element, { optional: true })]
}

/** By id, so that what is not shown can be told from what was taken out. */
const byId = (one: { id: string }, other: { id: string }): number =>
  one.id < other.id ? -1 : one.id > other.id ? 1 : 0

const shownApproved = (approved: readonly FoundAccount[]): FoundAccount[] =>
  [...approved].sort(byId).slice(0, limits.options)

function byApproval(
  shown: readonly FoundAccount[],
  hidden: number,
  lapsed: RuleOptions['lapsed'],
): KnownBlock[] {
  return [
    input(
      ruleIds.accounts,
      'Approved accounts',
      multiExternalSelect(ruleIds.accounts, 'Type an e-mail address', { chosen: shown.map(accountOption) }),
      { optional: true, hint: 'You are noted as the approver, with today’s date.' },
    ),
    ...(hidden > 0
      ? [context(md`${counted(hidden, 'more account')} approved before, not shown here. They stay approved.`)]
      : []),
    ...(lapsed.length > 0 ? [context(lapsedLine(lapsed))] : []),
  ]
}

function refusedLine({ refused, onlyAdmin }: Refused): Markup {
  const names = refused.map(({ email }) => code(email?.trim() || 'no e-mail address', 50))
  return join(
    [
      md`⚠️ *Not saved.* Nobody approves their own account: ${join(names.slice(0, mostNamed), ', ')}.`,
      onlyAdmin
        ? md`You are the only Slack admin, so make somebody else one too: they can approve it.`
        : md`Another Slack admin can approve it.`,
      md`Save again to approve the others.`,
    ],
    ' ',
  )
}

/** Not among the chosen ones: a role that grew is approved by somebody who saw it. */
function lapsedLine(lapsed: RuleOptions['lapsed']): Markup {
  const names = lapsed
    .slice(0, mostNamed)
    .map(
      ({ email, role, approvedRole }) =>
        md`${code(email?.trim() || 'no e-mail address', 40)} (approved as ${clip(roleName(approvedRole), 30)}, now ${clip(roleName(role), 30)})`,
    )
  const more =
    lapsed.length > mostNamed ? md` and ${counted(lapsed.length - mostNamed, 'more account')}` : null
  return join(
    [
      md`No longer approved, because the role changed since: `,
      join(names, ', '),
      more,
      md`. Choose them again to approve the role they have now. Saved without them, their approval is withdrawn.`,
    ],
    '',
  )
}

const mostNamed = 5

/** Said after the rule was saved. */
export function savedView(setup: Setup, rule: Rule, everyRole: boolean): ModalView {
  const next = nextButton(setup)
  const { alertChannel } = setup
  const then: Markup =
    alertChannel === null
      ? md`Every account is being checked against it now. \`/miro checks\` shows the result.`
      : md`Every account is being checked against it now. What is found is posted to ${channelLink(alertChannel.id)}.`
  return modal({
    callbackId: ruleIds.saved,
    title,
    blocks: [
      section(join([md`*Saved.* ${ruleInWords(rule)}`, then])),
      ...(everyRole
        ? [section(md`⚠️ Every role that accounts have today is valid, so this rule turns nobody away.`)]
        : []),
      ...(next === null ? [] : [actions([next])]),
    ],
  })
}

/** Where there are several organizations, each has its own rule. */
export function organizationsView(connections: readonly SetupConnection[]): ModalView {
  const hidden = connections.length - most
  return modal({
    callbackId: ruleIds.choose,
    title,
    blocks: [
      section(md`Each Miro organization has its own rule.`),
      ...connections.slice(0, most).map(({ organizationName, rule, key }) =>
        section(md`${bold(organizationName)}\n${rule === null ? md`No rule yet.` : ruleInWords(rule.rule)}`, {
          accessory: { ...ruleButton(key.miroOrgId), text: { type: 'plain_text', text: 'Choose' } },
        }),
      ),
      ...(hidden > 0 ? [context(md`${counted(hidden, 'more organization')} not shown here.`)] : []),
    ],
  })
}

const most = 50
