import type { LocalBoard, LocalMember, LocalTeamMember, LocalTeam as MiroTeam } from '../miro/shapes.ts'
import type { LocalUser } from '../slack/shapes.ts'
import { bot, type Seed } from './seed.ts'

const domain = 'juniper.example'

const person = (id: string, realName: string, more: Partial<LocalUser> = {}): LocalUser => ({
  id,
  realName,
  email: `${realName.toLowerCase().replace(/ /g, '.')}@${domain}`,
  timeZone: 'Europe/Berlin',
  ...more,
})

const users: LocalUser[] = [
  person('U0ADA', 'Ada Okafor', { isAdmin: true, title: 'IT lead' }),
  person('U0BEN', 'Ben Sorensen', {
    isOwner: true,
    isAdmin: true,
    isPrimaryOwner: true,
    title: 'Head of compliance',
  }),
  person('U0CARLA', 'Carla Mendes', { title: 'Product designer' }),
  // Left before the bot came; Slack still tells her address.
  person('U0DANA', 'Dana Lee', { title: 'Researcher', deleted: true, keepsEmail: true }),
  // Left too, and Slack tells nothing but the name.
  person('U0EMIL', 'Emil Novak', { deleted: true, email: null }),
  person('U0FARAH', 'Farah Haddad', { title: 'Engineer' }),
  // Known to Miro by another address.
  person('U0GUS', 'Gus Meyer', { title: 'Engineer' }),
  // Known to Miro under the company's other domain.
  person('U0HANA', 'Hana Sato', { title: 'Engineer' }),
  // A name that tries to ping everybody.
  person('U0IVO', 'Ivo <!channel> Petrov', { email: `ivo.petrov@${domain}`, title: 'Designer' }),
  person('U0JON', 'Jon Berg', { title: 'Sales' }),
  // Not staff: a guest, an invitation, a bot, Slackbot, somebody from another company.
  person('U0KIM', 'Kim Park', { email: 'kim@parkstudio.example', isRestricted: true }),
  person('U0LIA', 'Lia Rossi', { isInvited: true, isEmailConfirmed: false }),
  person('U0CIBOT', 'Build Bot', { email: null, isBot: true }),
  { id: 'USLACKBOT', realName: 'Slackbot', email: null },
  person('U0STRANGER', 'Sam Stranger', {
    email: 'sam@northwind.example',
    teamId: 'T0NORTHWIND',
  }),
]

// Longer than a number can hold, as Miro's are.
const accountId = (number: number): string => `30744573500000${String(10_000 + number)}`

const account = (number: number, email: string, more: Partial<LocalMember> = {}): LocalMember => ({
  id: accountId(number),
  email,
  role: 'organization_internal_user',
  license: 'full',
  active: true,
  lastActivityAt: '2026-11-20T14:05:00Z',
  licenseAssignedAt: '2025-02-03T09:00:00Z',
  name: null,
  ...more,
})

const members: LocalMember[] = [
  account(1, `ada.okafor@${domain}`, { role: 'organization_internal_admin', name: 'Ada Okafor' }),
  account(2, `ben.sorensen@${domain}`, { name: 'Ben Sorensen' }),
  account(3, `carla.mendes@${domain}`, { name: 'Carla Mendes' }),
  account(4, `dana.lee@${domain}`, { name: 'Dana Lee', lastActivityAt: '2026-11-18T08:30:00Z' }),
  account(5, `emil.novak@${domain}`, { name: 'Emil Novak' }),
  account(6, `farah.haddad@${domain}`, { license: 'enterprise_plus', name: 'Farah Haddad' }),
  account(7, `gus@${domain}`, { name: 'Gus Meyer' }),
  account(8, 'hana.sato@juniper-labs.example', { name: 'Hana Sato' }),
  // Pays for a license and has not used it since spring: found once that check is on.
  account(9, `Ivo.Petrov@${domain.toUpperCase()}`, {
    name: 'Ivo Petrov',
    lastActivityAt: '2026-04-14T10:20:00Z',
  }),
  // Invited to Miro, never signed in.
  account(10, `jon.berg@${domain}`, { lastActivityAt: '', license: 'free' }),
  // A second account of the same person, by the address Gus used before.
  account(11, `gus.meyer@${domain}`, { license: 'free_restricted' }),
  account(12, 'kim@parkstudio.example', {
    role: 'organization_external_user',
    license: 'free',
    name: 'Kim Park',
  }),
  account(13, 'client@northwind.example', { role: 'organization_team_guest_user', license: 'free' }),
  account(14, `marketing@${domain}`, { license: 'occasional' }),
  account(15, `miro-export@${domain}`, {
    role: 'organization_internal_admin',
    lastActivityAt: '2026-11-24T01:00:00Z',
  }),
  // Left and already deactivated: evidence, not a finding.
  account(16, `olga.ivanova@${domain}`, { active: false, license: 'free', name: 'Olga Ivanova' }),
  // A role the bot has never seen.
  account(17, `ben.sorensen+audit@${domain}`, { role: 'organization_internal_auditor' }),
]

const teamMember = (number: number, role: LocalTeamMember['role'] = 'member'): LocalTeamMember => ({
  id: accountId(number),
  role,
})

/** Everybody but guests is in the first; some are in others too. */
const teams: MiroTeam[] = [
  { id: '3074457358607431473', name: 'Juniper', members: 'staff' },
  {
    id: '3074457358607431474',
    name: 'Design',
    members: [teamMember(3, 'admin'), teamMember(4), teamMember(9)],
  },
  {
    id: '3074457358607431475',
    name: 'Engineering',
    members: [teamMember(6, 'admin'), teamMember(7), teamMember(8), teamMember(11)],
  },
  {
    id: '3074457358607431476',
    name: 'Leadership',
    members: [teamMember(1), teamMember(2, 'admin')],
  },
]

/** Shared with the guests, whose names Miro tells here and nowhere else. */
const boards: LocalBoard[] = [
  {
    id: 'uXjVOD6LSME=',
    name: 'Northwind redesign',
    ownerId: accountId(1),
    members: [
      { id: accountId(12), role: 'editor' },
      { id: accountId(13), role: 'commenter' },
    ],
  },
]

/** Seventeen accounts with one example of each finding and edge case. */
export const smallCompany: Seed = {
  team: { id: 'T0JUNIPER', name: 'Juniper', domain: 'juniper' },
  users,
  channels: [
    { id: 'C0GENERAL', name: 'general', kind: 'public', members: ['U0ADA', 'U0BEN', 'U0CARLA', bot.userId] },
    { id: 'C0ACCESS', name: 'access-alerts', kind: 'private', members: ['U0ADA', 'U0BEN', bot.userId] },
    { id: 'C0DESIGN', name: 'design', kind: 'public', members: ['U0CARLA', 'U0IVO'] },
    {
      id: 'C0CLIENT',
      name: 'northwind-project',
      kind: 'private',
      extShared: true,
      members: ['U0ADA', 'U0STRANGER', bot.userId],
    },
    { id: 'C0OLD', name: 'old-alerts', kind: 'public', archived: true, members: ['U0ADA', bot.userId] },
  ],
  userGroups: [
    { id: 'S0DESIGN', handle: 'design', name: 'Design team', users: ['U0CARLA', 'U0IVO'] },
    { id: 'S0ENGINEERS', handle: 'engineers', name: 'Engineering', users: ['U0FARAH', 'U0GUS', 'U0HANA'] },
  ],
  organization: { id: '3074457345000000001', name: 'Juniper', plan: 'company' },
  members,
  teams,
  boards,
  decisions: {
    equalDomains: [domain, 'juniper-labs.example'],
    aliases: [{ slackUserId: 'U0GUS', address: `gus@${domain}` }],
    classes: [
      {
        email: `miro-export@${domain}`,
        class: 'service',
        slackUserId: 'U0FARAH',
        reason: 'Nightly export of boards for the backup',
      },
      {
        email: 'client@northwind.example',
        class: 'external',
        slackUserId: 'U0CARLA',
        reason: 'Client review of the redesign',
      },
    ],
    exceptions: [
      {
        email: `miro-export@${domain}`,
        checkId: 'valid',
        reason: 'The export needs the admin role until Miro offers a narrower one',
        requestedBy: 'U0FARAH',
        approvedBy: 'U0BEN',
        days: 180,
      },
    ],
  },
}
