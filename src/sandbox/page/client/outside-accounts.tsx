import type { AccountShown } from '../shared/screen.ts'
import { OutsideButton } from './outside-button.tsx'
import { OutsideSection } from './outside-section.tsx'
import { RowList } from './row-list.tsx'
import { useSandbox } from './sandbox-context.ts'

/** Who has an account in Miro, as a Company Admin sees it in Miro's console. */
export function OutsideAccounts() {
  const { screen } = useSandbox()
  const { accounts } = screen.outside
  const active = accounts.filter(({ state }) => state === 'active').length
  return (
    <OutsideSection title="Accounts in Miro" note={`${active} active`}>
      <RowList rows={accounts.map(account => <AccountRow key={account.id} account={account} />)} />
    </OutsideSection>
  )
}

function AccountRow({ account }: { account: AccountShown }) {
  const { screen, outside } = useSandbox()
  const { id, email, role, state } = account
  const { roles } = screen.outside
  const isKnown = roles.some(({ value }) => value === role)
  return (
    <li class="account" data-off={state !== 'active' || undefined}>
      <span class="who">
        <strong>{email}</strong>
        {state !== 'active' && <span>{state}</span>}
      </span>
      {state === 'removed' ? (
        <OutsideButton act={{ do: 'reactivateAccount', account: id }} text="Bring back" about={email} />
      ) : (
        <span class="row">
          <select
            aria-label={`Role of ${email}`}
            value={role}
            onChange={({ currentTarget }) =>
              void outside({ do: 'setRole', account: id, role: currentTarget.value })
            }
          >
            {!isKnown && <option value={role}>{role}</option>}
            {roles.map(({ value, name }) => (
              <option key={value} value={value} selected={value === role}>
                {name}
              </option>
            ))}
          </select>
          {state === 'active' ? (
            <OutsideButton act={{ do: 'deactivateAccount', account: id }} text="Deactivate" about={email} />
          ) : (
            <OutsideButton act={{ do: 'reactivateAccount', account: id }} text="Reactivate" about={email} />
          )}
          <OutsideButton act={{ do: 'removeAccount', account: id }} text="Remove" about={email} />
        </span>
      )}
    </li>
  )
}
