import type { KnownBlock, ModalView } from '@slack/types'
import { roleName } from '../../domain/account.ts'
import type { Rule } from '../../domain/rule.ts'
import type { RuleDraft, RuleDrafted } from '../../workflows/rule/draft-rule.ts'
import type { RuleOptions } from '../../workflows/rule/rule-options.ts'
import type { SetupConnection } from '../../workflows/workspace/read-setup.ts'
import { criticalPageButton, ruleButton } from '../doors/setup.ts'
import {
  actions,
  type Blocks,
  button,
  checkboxes,
  context,
  firstOf,
  form,
  input,
  modal,
  multiSelect,
  option,
  radio,
  section,
} from '../frame/blocks.ts'
import { choiceValue } from '../frame/form-answers.ts'
import { limits } from '../frame/limits.ts'
import { stateLine } from '../frame/newer-blocks.ts'
import { multiExternalSelect } from '../frame/pickers.ts'
import {
  bold,
  clip,
  code,
  commas,
  count,
  counted,
  join,
  type Markup,
  md,
  spaced,
  words,
} from '../frame/text.ts'
import { ruleIds } from '../ids/rule.ts'
import { noSelf } from '../words/identify.ts'
import { ruleInWords } from '../words/rule.ts'
import { approvedPage, type Menu } from './approved-menu.ts'
import {
  accountOption,
  roleChoices,
  roleOption,
  ruleRights,
  ruleRoles,
  ruleStaffRoles,
  staffChoices,
  textOption,
} from './choices.ts'
import { groupBlocks } from './group-blocks.ts'
import { draftValue } from './preview/read.ts'
import type { RuleMetadata } from './read.ts'
import { rightBlocks } from './right-blocks.ts'

/** The title of the form and of what follows it. */
export const title = 'Choose valid users'

const ways = [
  option(
    'Every staff member',
    'every_staff_member',
    'Everybody on the staff. Not guests or shared accounts.',
  ),
  option('By role', 'by_role', 'The roles you choose: in Miro, on the staff, or both.'),
  option('By approval', 'by_approval', 'The accounts you choose by name, until their role changes.'),
]

type Form = {
  /** The draft it is filled from: `options` hold its content. */
  readonly draftId?: string | null
  /** The menu of approved accounts starts after this one. */
  readonly after?: string | null
  /** How many accounts are of people who are known, and can be chosen at once. */
  readonly known?: number
  /** What was sent and not kept. */
  readonly refused?: Refused | null
}

type Refused = Extract<RuleDrafted, { outcome: 'own_account' }>

/** The form. `way` null: nothing chosen yet. Blocks that stay keep their ids, so what was chosen in them stays. */
export function ruleView(
  miroOrgId: string,
  options: RuleOptions,
  way: Rule['way'] | null,
  { draftId = null, after = null, known = 0, refused = null }: Form = {},
): ModalView {
  const approved = way === 'by_role' && ruleRights(options.current) === null ? [] : options.approved
  const size = way === 'by_role' ? mostBesideRoles : limits.options
  const menu = approvedPage(approved, way === 'every_staff_member' ? null : after, size, draftId)
  return form(
    ruleIds.modal,
    title,
    {
      submit: 'Preview',
      metadata: {
        o: miroOrgId,
        v: options.current?.version ?? 0,
        d: draftId,
        a: menu.after,
        z: menu.next,
        g: options.groups === null && ruleStaffRoles(options.current, 'group').length > 0,
      } satisfies RuleMetadata,
    },
    [
      section(md`Who may use ${bold(options.organizationName)} in Miro?`, criticalPageButton(miroOrgId)),
      options.unsaved !== null && unsavedBlock(miroOrgId, options.unsaved),
      input('Valid users are', radio(ruleIds.way, { options: ways, chosen: way ? [way] : [] }), {
        dispatches: true,
      }),
      refused !== null && stateLine(refusedLine(refused)),
      ...(way === 'by_role'
        ? [...byRole(options), ...rightBlocks(options), ...withRights(options, menu)]
        : []),
      ...(way === 'by_approval' ? byApproval(menu, options.lapsed, known) : []),
      context(md`Nothing is saved yet. The next window shows who would fail.`),
    ],
  )
}

/** A window is closed faster than a rule is thought out. Its preview, because a form keeps the content of its inputs. */
const unsavedBlock = (miroOrgId: string, { id, rule }: RuleDraft): KnownBlock =>
  section(
    md`*You have an unsaved rule:* “${ruleInWords(rule)}”`,
    button('Continue', ruleIds.previewAgain, {
      value: draftValue({ miroOrgId, draftId: id }),
    }),
  )

function byRole(options: RuleOptions): Blocks {
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
    ...groupBlocks(options),
    context(
      md`If you choose Miro roles and staff roles, an account needs one of each. Of several job titles, departments or user groups one is enough.`,
    ),
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
      ? 'Miro’s accounts were not synced yet, so they are not counted.'
      : 'Leave the guest roles unticked to forbid guests.'
  return input('Roles in Miro', element, { optional: true, hint })
}

/** Up to a hundred stand in the menu; where there are more, Slack asks while the person types. */
function staff(id: string, label: string, values: readonly string[], chosen: readonly string[]): Blocks {
  if (values.length === 0) return []
  const element =
    values.length <= limits.options
      ? multiSelect(id, 'Any', { options: values.map(textOption), chosen: chosen.map(choiceValue) })
      : multiExternalSelect(id, 'Type to search', { chosen: chosen.map(textOption) })
  return [input(label, element, { optional: true })]
}

/** Beside all the roles the modal has no room for more. */
const mostBesideRoles = 20

function byApproval(menu: Menu, lapsed: RuleOptions['lapsed'], known: number): Blocks {
  return [
    known > 0 && actions([button(`Choose all ${count(known)} identified`, ruleIds.chooseAll)]),
    input(
      'Approved accounts',
      multiExternalSelect(ruleIds.accounts, 'Type a name or an e-mail address', {
        chosen: menu.shown.map(accountOption),
      }),
      {
        blockId: menu.blockId(ruleIds.accounts),
        // On one page of several nothing need be chosen: those on the others stay approved.
        optional: menu.next !== null || menu.previous !== null,
        hint: 'Choose at least one. You are noted as the approver, with today’s date.',
      },
    ),
    ...pages(menu),
    lapsed.length > 0 && context(lapsedLine(lapsed)),
  ]
}

/** Those that may keep admin rights which the rule does not name. */
const withRights = (options: RuleOptions, menu: Menu): Blocks => [
  input(
    'Approved with admin rights',
    multiExternalSelect(ruleIds.rightsAccounts, 'Type a name or an e-mail address', {
      chosen: menu.shown.map(accountOption),
    }),
    {
      blockId: menu.blockId(ruleIds.rightsAccounts),
      optional: true,
      hint: 'By name, until their role changes. You are noted as the approver.',
    },
  ),
  ...pages(menu),
  ruleRights(options.current) !== null && options.lapsed.length > 0 && context(lapsedLine(options.lapsed)),
]

function pages({ shown, first, total, size, next, previous }: Menu): Blocks {
  if (next === null && previous === null) return []
  const turns = [
    previous !== null && button(`Previous ${size}`, ruleIds.approvedBack, { value: previous }),
    next !== null && button(`Next ${size}`, ruleIds.approvedNext, { value: next }),
  ]
  return [
    context(
      md`Approved accounts ${first} to ${first + shown.length - 1} of ${total}. Those on other pages stay approved.`,
    ),
    actions(turns),
  ]
}

function refusedLine({ refused, onlyAdmin }: Refused): Markup {
  const names = refused.map(({ email }) => code(email?.trim() || 'no e-mail address', 50))
  return spaced(
    md`⚠️ *Not saved.* Nobody approves their own account${names.length === 0 ? md`` : md`: ${commas(names.slice(0, mostNamed))}`}.`,
    words(noSelf(onlyAdmin)),
    md`Press *Preview* to approve the others.`,
  )
}

/** Not among the chosen ones: a role that grew is approved by somebody who saw it. */
function lapsedLine(lapsed: RuleOptions['lapsed']): Markup {
  const names = lapsed
    .slice(0, mostNamed)
    .map(
      ({ email, role, approvedRole }) =>
        md`• ${code(email?.trim() || 'no e-mail address', 40)}: approved as ${clip(roleName(approvedRole), 30)}, now ${clip(roleName(role), 30)}`,
    )
  const more =
    lapsed.length > mostNamed ? md`and ${counted(lapsed.length - mostNamed, 'more account')}` : null
  return join([
    md`No longer approved, because the role changed:`,
    ...names,
    more,
    md`Choose them again to approve the role they have now. Without that, their approval ends when you save.`,
  ])
}

const mostNamed = 5

/** Where there are several organizations, each has its own rule. */
export const organizationsView = (connections: readonly SetupConnection[]): ModalView =>
  modal(ruleIds.choose, title, [
    section(md`Each Miro organization has its own rule.`),
    ...firstOf(connections, most, 'organization', ({ organizationName, rule, key }) =>
      section(md`${bold(organizationName)}\n${rule === null ? md`No rule yet.` : ruleInWords(rule.rule)}`, {
        ...ruleButton(key.miroOrgId),
        text: { type: 'plain_text', text: 'Choose' },
      }),
    ),
  ])

const most = 50
