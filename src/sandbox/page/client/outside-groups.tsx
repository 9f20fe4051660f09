import { OutsideButton } from './outside-button.tsx'
import { OutsideSection } from './outside-section.tsx'
import { RowList } from './row-list.tsx'
import { useSandbox } from './sandbox-context.ts'

/** Who is in which user group of Slack. */
export function OutsideGroups() {
  const { screen } = useSandbox()
  const { groups } = screen.outside
  const people = screen.people.filter(
    ({ kind, canBe }) => canBe && kind !== 'deactivated' && kind !== 'another company',
  )
  if (groups.length === 0) return null
  return (
    <OutsideSection title="User groups" note={String(groups.length)}>
      {groups.map(({ id, handle, users }) => (
        <div key={id}>
          <h3>@{handle}</h3>
          <RowList
            rows={people.map(person => (
              <li key={person.id} data-off={!users.includes(person.id) || undefined}>
                <span class="who">
                  <strong>{person.name}</strong>
                </span>
                {users.includes(person.id) ? (
                  <OutsideButton
                    act={{ do: 'takeOutOfGroup', group: id, user: person.id }}
                    text="Remove"
                    about={`${person.name} from @${handle}`}
                    done={`${person.name} is no longer in @${handle}.`}
                  />
                ) : (
                  <OutsideButton
                    act={{ do: 'putIntoGroup', group: id, user: person.id }}
                    text="Add"
                    about={`${person.name} to @${handle}`}
                    done={`${person.name} is in @${handle}.`}
                  />
                )}
              </li>
            ))}
          />
        </div>
      ))}
    </OutsideSection>
  )
}
