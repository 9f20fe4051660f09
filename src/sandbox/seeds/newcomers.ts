import type { LocalMember } from '../miro/shapes.ts'
import type { LocalUser } from '../slack/shapes.ts'

const first =
  'Aiko Amir Anouk Arun Beatriz Callum Chiara Daan Dilara Elif Emeka Fatima Finn Freya Giulia Henrik Ines Jamal Jonas Kaja Leon Maja Mateo Nadia Oskar Priya Rui Selin'.split(
    ' ',
  )
const last =
  'Andersen Bauer Bianchi Costa Demir Dubois Eriksen Fischer Garcia Hansen Horvat Ito Jansen Kaya Kowalski Larsen Lindberg Lopes Marino Nowak Okoye Patel Ricci Santos Silva Tanaka Vidal Weber'.split(
    ' ',
  )
const titles = ['Engineer', 'Designer', 'Sales', 'Support', 'Finance', 'Marketing']
const colleagues = 56
const guests = 4

type Newcomers = { readonly users: readonly LocalUser[]; readonly members: readonly LocalMember[] }

/**
 * Sixty more accounts for the small company, so that lists have pages: 56 colleagues of whom three never signed in and
 * three are deactivated in Miro, and four guests whom nobody has identified.
 */
export function newcomers(domain: string): Newcomers {
  const users = Array.from({ length: colleagues }, (_, at) => colleague(at, domain))
  return {
    users,
    members: [
      ...users.map(({ email, realName }, at) =>
        account(at, {
          email: email ?? '',
          name: realName,
          ...(at % 19 === 7 ? { lastActivityAt: '' } : {}),
          ...(at % 19 === 11 ? { active: false, license: 'free' } : {}),
        }),
      ),
      ...Array.from({ length: guests }, (_, at) =>
        account(colleagues + at, {
          email: `reviewer${at + 1}@lumen-agency.example`,
          role: 'organization_external_user',
          license: 'free',
        }),
      ),
    ],
  }
}

function colleague(at: number, domain: string): LocalUser {
  const round = Math.floor(at / first.length)
  const realName = `${first[at % first.length]} ${last[(at * 5 + round * 3) % last.length]}`
  return {
    id: `U0NEW${String(at + 1).padStart(3, '0')}`,
    realName,
    email: `${realName.toLowerCase().replace(' ', '.')}@${domain}`,
    title: titles[at % titles.length] ?? '',
    timeZone: 'Europe/Berlin',
  }
}

const account = (at: number, more: Partial<LocalMember> & Pick<LocalMember, 'email'>): LocalMember => ({
  id: `30744573500000${20_001 + at}`,
  role: 'organization_internal_user',
  license: 'full',
  active: true,
  lastActivityAt: `2026-11-${String((at % 20) + 1).padStart(2, '0')}T09:15:00Z`,
  licenseAssignedAt: '2026-03-02T09:00:00Z',
  name: null,
  ...more,
})
