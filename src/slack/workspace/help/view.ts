import { actions, type Blocks, button, context, type Message, message, section } from '../../frame/blocks.ts'
import { commonIds } from '../../frame/standard-views.ts'
import { code, commas, join, type Markup, md, mention, words } from '../../frame/text.ts'

type HelpFacts = {
  /** everybody: not only the people who administer the bot. */
  readonly commands: readonly { readonly word: string; readonly does: string; readonly everybody: boolean }[]
  /** Slack ids of who administers the bot. */
  readonly admins: readonly string[]
  /** What was typed, when it is no command. */
  readonly unknown: { readonly typed: string; readonly nearest: string | null } | null
}

const namedAdmins = 5

/** What the bot does, its commands, who administers it and where to get help. */
export function helpMessage({ commands, admins, unknown }: HelpFacts): Message {
  const intro = md`This bot keeps a list of who has access to Miro, and says so in a channel when somebody who left keeps it, or when access is not valid.`
  const blocks: Blocks = [
    section(intro),
    ...commandBlocks(
      md`*For everybody*`,
      commands.filter(({ everybody }) => everybody),
    ),
    ...commandBlocks(
      md`*Only for the people who administer this bot*`,
      commands.filter(({ everybody }) => !everybody),
    ),
    context(administered(admins)),
    context(
      md`Help: ask one of them, or whoever runs this bot. Something went wrong? Tell them the reference it showed.`,
    ),
  ]
  return unknown === null
    ? message(md`What the Miro access bot does`, blocks)
    : message(md`There is no command ${code(unknown.typed, 40)}.`, [...unknownBlocks(unknown), ...blocks])
}

const commandBlocks = (title: Markup, commands: HelpFacts['commands']): Blocks =>
  commands.length === 0
    ? []
    : [section(join([title, ...commands.map(({ word, does }) => md`\`/miro ${word}\` · ${words(does)}`)]))]

function unknownBlocks({ typed, nearest }: NonNullable<HelpFacts['unknown']>): Blocks {
  const sorry = md`There is no command ${code(typed, 40)}.`
  if (nearest === null) return [section(sorry)]
  return [
    section(md`${sorry} Did you mean \`/miro ${nearest}\`?`),
    actions([button(`Run /miro ${nearest}`, commonIds.typeAgain, { value: nearest })]),
  ]
}

function administered(admins: readonly string[]): Markup {
  if (admins.length === 0) return md`Administered by this workspace’s Slack owners and admins.`
  const named = commas(admins.slice(0, namedAdmins).map(mention))
  const rest = admins.length - namedAdmins
  return rest > 0 ? md`Administered by ${named} and ${rest} more.` : md`Administered by ${named}.`
}
