import {
  actions,
  type Blocks,
  button,
  context,
  type Message,
  message,
  note,
  section,
} from '../../frame/blocks.ts'
import { commonIds } from '../../frame/standard-views.ts'
import { code, commas, join, link, type Markup, md, mention, words } from '../../frame/text.ts'

type Command = { readonly word: string; readonly does: string }

type Admins = {
  /** Slack ids of who administers the bot. */
  readonly admins: readonly string[]
}

type AdminHelp = Admins & {
  readonly commands: readonly Command[]
  /** Where the documentation stands; null: in the README that came with the bot. */
  readonly documentation: string | null
}

const namedAdmins = 5

/** Every command, where the documentation is, and who administers the bot. */
export const helpMessage = ({ commands, admins, documentation }: AdminHelp): Message =>
  message(md`What the Miro access bot does`, [
    section(
      md`This bot keeps track of who can use Miro. It tells a channel when somebody who left still has access, or when access is not allowed.`,
    ),
    ...commandBlocks(commands),
    context(administered(admins)),
    context(
      documentation === null
        ? md`Documentation: README.md, which came with this bot.`
        : md`Documentation: ${link(documentation, documentation)}`,
    ),
    context(md`Something went wrong? Tell whoever runs this bot the reference that it showed.`),
  ])

/** For everybody else: what it is for, and whom to ask. */
export function memberHelp({ admins }: Admins): Message {
  const what = md`This bot keeps track of who can use Miro. \`/miro whois\` shows your own access.`
  const whom =
    admins.length === 0
      ? md`Questions? Ask an owner or admin of this workspace.`
      : md`Questions? Ask ${commas(admins.slice(0, namedAdmins).map(mention))}.`
  return message(what, [section(join([what, whom]))])
}

/** What was typed is no command: the one that was most likely meant, one click away. */
export function unknownMessage(typed: string, nearest: string | null): Message {
  const sorry = md`There is no command ${code(typed, 40)}.`
  if (nearest === null) return note(md`${sorry} \`/miro help\` says what there is.`)
  return message(sorry, [
    section(md`${sorry} Did you mean \`/miro ${nearest}\`?`),
    actions([button(`Run /miro ${nearest}`, commonIds.typeAgain, { value: nearest })]),
  ])
}

const commandBlocks = (commands: readonly Command[]): Blocks =>
  commands.length === 0
    ? []
    : [section(join(commands.map(({ word, does }) => md`\`/miro ${word}\` · ${words(does)}`)))]

function administered(admins: readonly string[]): Markup {
  if (admins.length === 0) return md`Administrators: this workspace’s Slack owners and admins.`
  const named = commas(admins.slice(0, namedAdmins).map(mention))
  const rest = admins.length - namedAdmins
  return rest > 0 ? md`Administrators: ${named} and ${rest} more.` : md`Administrators: ${named}.`
}
