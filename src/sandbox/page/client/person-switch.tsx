import type { PersonShown } from '../shared/screen.ts'
import { useSandbox } from './sandbox-context.ts'

const groups = [
  ['Admins', ['owner', 'admin']],
  ['Members', ['member']],
  ['Guests', ['guest']],
  ['People of another company', ['another company']],
  ['Deactivated', ['deactivated']],
] as const

/** Who somebody is in this tab. */
export function PersonSwitch() {
  const { screen, go } = useSandbox()
  const people = screen.people.filter(({ canBe }) => canBe)
  const of = (kinds: readonly string[]): PersonShown[] => people.filter(({ kind }) => kinds.includes(kind))
  return (
    <label class="switch">
      You are
      <select
        value={screen.me.id}
        onChange={({ currentTarget }) => go({ person: currentTarget.value, at: '' })}
      >
        {groups.map(([label, kinds]) =>
          of(kinds).length === 0 ? null : (
            <optgroup key={label} label={label}>
              {of(kinds).map(({ id, name, kind }) => (
                <option key={id} value={id} selected={id === screen.me.id}>
                  {name} ({kind})
                </option>
              ))}
            </optgroup>
          ),
        )}
      </select>
    </label>
  )
}
