import { OutsideButton } from './outside-button.tsx'
import { OutsideSection } from './outside-section.tsx'
import { RowList } from './row-list.tsx'
import { useSandbox } from './sandbox-context.ts'

/** Who is in Slack; leaving is being deactivated. */
export function OutsidePeople() {
  const { screen } = useSandbox()
  const people = screen.people.filter(({ canBe, kind }) => canBe && kind !== 'another company')
  const left = people.filter(({ kind }) => kind === 'deactivated').length
  return (
    <OutsideSection title="People in Slack" note={`${people.length - left} active`} open>
      <RowList
        rows={people.map(({ id, name, title, kind }) => (
          <li key={id} data-off={kind === 'deactivated' || undefined}>
            <span class="who">
              <strong>{name}</strong>
              <span>{kind === 'member' ? title : kind}</span>
            </span>
            {kind === 'deactivated' ? (
              <OutsideButton
                act={{ do: 'reactivatePerson', user: id }}
                text="Reactivate"
                about={name}
                done={`${name} is active in Slack.`}
              />
            ) : (
              <OutsideButton
                act={{ do: 'deactivatePerson', user: id }}
                text="Deactivate"
                about={name}
                done={`${name} is deactivated in Slack.`}
              />
            )}
          </li>
        ))}
      />
    </OutsideSection>
  )
}
