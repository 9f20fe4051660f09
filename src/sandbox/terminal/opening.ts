import type { Sandbox } from '../sandbox.ts'
import { kindOf } from './company.ts'
import { words } from './parse.ts'

/** The first screen: what this is, who you are, where things are, and how to get to the first alert. */
export function opening(sandbox: Sandbox, personId: string): string[] {
  const { miro, miroApp, port, seed, slack } = sandbox
  const user = slack.user(personId)
  return [
    '',
    `Miro Access at ${seed.team.name}, a company that exists only on this machine`,
    'The real bot runs between a local Slack and a local Miro. All is deleted when you quit.',
    '',
    `You       ${user.realName}, ${kindOf(user)}. This terminal is your Slack.`,
    `Bot       http://localhost:${port}, see /healthz and /metrics`,
    `Miro      ${miro.url}, its consent page opens in a browser too`,
    `Miro app  client ID ${miroApp.clientId}, client secret ${miroApp.clientSecret}`,
    '',
    'To the first alert. Type one command at a time, or a whole line as it stands:',
    '1  /miro connect ; click Next ; fill keys ; fill Acknowledgement = yes ; submit',
    '2  click Open Miro ; allow ; click Add Miro ; click Who is a valid user',
    '3  fill Valid users = By role ; fill Roles = Member, Company Admin ; submit',
    '4  click Where do alerts go ; fill Channel = #access-alerts ; submit ; close all',
    'Then somebody leaves and keeps access: leave Carla ; /miro sync',
    'Take it away, and the alert closes:    deactivate Carla ; /miro sync',
    '',
    'help lists every word. quit ends.',
    '',
  ]
}

/** Every word with what it is for. */
export const help = (): string[] => [
  `${'/miro help'.padEnd(usageWidth)}any slash command, as in Slack`,
  ...words.flatMap(({ heading, words: group }) => [
    '',
    heading,
    ...group.map(({ usage, what }) => `  ${usage}`.padEnd(usageWidth) + what),
  ]),
]

const usageWidth = 38
