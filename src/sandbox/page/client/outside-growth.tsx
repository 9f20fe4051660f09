import { OutsideButton } from './outside-button.tsx'
import { OutsideSection } from './outside-section.tsx'
import { useSandbox } from './sandbox-context.ts'

/** A small company is read at a glance; lists have pages in a bigger one. */
export function OutsideGrowth() {
  const { hasGrown } = useSandbox().screen.outside
  return (
    <OutsideSection title="A bigger company">
      {hasGrown ? (
        <p class="hint">60 accounts were added. The bot finds them with the next Miro sync.</p>
      ) : (
        <>
          <p class="hint">
            56 colleagues join Slack and Miro, and four guests Miro. The lists then have pages.
          </p>
          <div class="row">
            <OutsideButton act={{ do: 'grow' }} text="Add 60 accounts" done="60 accounts were added." />
          </div>
        </>
      )}
    </OutsideSection>
  )
}
