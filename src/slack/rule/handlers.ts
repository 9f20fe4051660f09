import type { Workflows } from '../../workflows/for-slack.ts'
import { connectionOf, type LiveSetup } from '../doors/setup.ts'
import {
  type ActionAsked,
  type Asked,
  action,
  command,
  type Listener,
  menu,
  type OptionsSought,
  submission,
  type Who,
} from '../frame/listener.ts'
import { ruleIds } from '../ids/rule.ts'
import {
  accountOption,
  approvedOf,
  groupChoices,
  groupOption,
  rightChoices,
  rightOption,
  ruleOf,
  staffChoices,
  textOption,
} from './choices.ts'
import { openLiveRule } from './live-rule.ts'
import { previewListeners } from './preview/handlers.ts'
import { type ChosenRule, readMetadata, readRule, readUnsent, readWay } from './read.ts'
import { organizationsView } from './view.ts'

/** As many as a menu offers. */
const matching = (values: readonly string[], text: string): string[] =>
  values.filter(value => value.toLowerCase().includes(text.trim().toLowerCase())).slice(0, 100)

export function ruleListeners(
  workflows: Parameters<typeof previewListeners>[0] &
    Parameters<typeof openLiveRule>[0] &
    Pick<Workflows, 'draftRule' | 'keepRuleDraft' | 'findAccounts' | 'identifiedAccounts'>,
  liveSetup: LiveSetup,
  clock: () => Date,
): Listener[] {
  const live = openLiveRule(workflows, clock)
  /** The organization named, or where only one can be meant. */
  const open = async (asked: Asked, named: string) => {
    const setup = await workflows.readSetup(asked.who.workspaceId)
    const [only, ...others] = setup.connections
    const meant = connectionOf(named, setup) ?? (others.length === 0 ? only : undefined)
    if (meant !== undefined) return live.form(asked, meant.key)
    await asked.answer.show(
      only === undefined ? liveSetup.window(setup) : organizationsView(setup.connections),
    )
  }
  const meantBy = async (who: Who, miroOrgId: string) =>
    connectionOf(miroOrgId, await workflows.readSetup(who.workspaceId))
  const optionsFor = (who: Who, metadata: string) => {
    const { o = '', d = null } = readMetadata(metadata) ?? {}
    const of = { draftId: d, by: who.slackUserId }
    return workflows.ruleOptions({ workspaceId: who.workspaceId, miroOrgId: o }, of)
  }
  const staffOptions = async ({ who, metadata, text }: OptionsSought, kind: 'title' | 'department') =>
    matching(staffChoices(await optionsFor(who, metadata), kind), text).map(textOption)
  const accountOptions = async ({ who, metadata, text }: OptionsSought) => {
    const key = { workspaceId: who.workspaceId, miroOrgId: readMetadata(metadata)?.o ?? '' }
    return (await workflows.findAccounts({ key, text })).slice(0, 100).map(accountOption)
  }
  /** The rule that stands in a form, sent or not. */
  const inputOf = async (who: Who, chosen: ChosenRule) => {
    const key = { workspaceId: who.workspaceId, miroOrgId: chosen.o }
    const options = await workflows.ruleOptions(key, { draftId: chosen.d, by: who.slackUserId })
    const [rule, approved] = [ruleOf(chosen, options), approvedOf(chosen, options)]
    return { key, rule, approved, basedOn: chosen.v, by: who.slackUserId }
  }
  const turn = async (asked: ActionAsked) => {
    const chosen = readUnsent(asked)
    const connection = chosen === null ? null : await meantBy(asked.who, chosen.o)
    if (chosen === null || connection === null) return
    const draftId = await workflows.keepRuleDraft(await inputOf(asked.who, chosen))
    await live.form(asked, connection.key, { draftId, way: chosen.way, after: asked.value || null })
  }
  /** Beside those chosen already, everybody who is known. */
  const chooseAll = async (asked: ActionAsked) => {
    const chosen = readUnsent(asked)
    const connection = chosen === null ? null : await meantBy(asked.who, chosen.o)
    if (chosen === null || connection === null) return
    const input = await inputOf(asked.who, chosen)
    const known = await workflows.identifiedAccounts(input)
    const approved = [...new Set([...(input.approved ?? []), ...known])]
    const draftId = await workflows.keepRuleDraft({ ...input, approved })
    await live.form(asked, connection.key, { draftId, way: chosen.way })
  }
  const preview = async (asked: Asked, chosen: ChosenRule) => {
    const connection = await meantBy(asked.who, chosen.o)
    if (connection === null)
      return asked.answer.show(liveSetup.window(await workflows.readSetup(asked.who.workspaceId)))
    const { key } = connection
    const drafted = await workflows.draftRule(await inputOf(asked.who, chosen))
    if (drafted.outcome === 'drafted') return live.preview(asked, connection, drafted.draftId)
    if (drafted.outcome === 'empty') return live.form(asked, key, { draftId: chosen.d, way: chosen.way })
    await live.form(asked, key, { draftId: drafted.draftId, refused: drafted })
  }
  return [
    command('rule', 'open', 'chooses who may use Miro', asked => open(asked, '')),
    action(ruleIds.open, 'open', async asked => {
      liveSetup.clicked(asked)
      await open(asked, asked.value)
    }),
    action(ruleIds.way, 'update', async asked => {
      const { o = '', d = null } = readMetadata(asked.metadata) ?? {}
      const connection = await meantBy(asked.who, o)
      if (connection === null) return
      await live.form(asked, connection.key, { draftId: d, way: readWay(asked.chosen[0]) ?? undefined })
    }),
    action(ruleIds.chooseAll, 'update', chooseAll),
    action(ruleIds.approvedNext, 'update', turn),
    action(ruleIds.approvedBack, 'update', turn),
    menu(ruleIds.accounts, accountOptions),
    menu(ruleIds.rightsAccounts, accountOptions),
    menu(ruleIds.adminRights, async ({ who, metadata, text }) => {
      const options = await optionsFor(who, metadata)
      return matching(rightChoices(options), text).map(right => rightOption(right, options.adminRights))
    }),
    menu(ruleIds.titles, asked => staffOptions(asked, 'title')),
    menu(ruleIds.groups, async ({ who, metadata, text }) => {
      const wanted = text.trim().replace(/^@/, '').toLowerCase()
      return groupChoices(await optionsFor(who, metadata))
        .filter(({ handle, name }) => `${handle} ${name}`.toLowerCase().includes(wanted))
        .slice(0, 100)
        .map(groupOption)
    }),
    menu(ruleIds.departments, asked => staffOptions(asked, 'department')),
    // On top of the form, so that going back is changing it.
    submission(ruleIds.modal, readRule, preview, { onTop: true }),
    ...previewListeners(workflows, liveSetup, live),
  ]
}
