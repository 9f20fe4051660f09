import { type FaultName, faultNames } from '../shared/fault-names.ts'
import { OutsideButton } from './outside-button.tsx'
import { OutsideSection } from './outside-section.tsx'
import { useSandbox } from './sandbox-context.ts'

const inWords: Readonly<Record<FaultName, { title: string; what: string }>> = {
  'miro-down': { title: 'Miro is down', what: 'Its API answers 503 to everything until this is cleared.' },
  'miro-rate-limit': { title: 'Miro’s rate limit', what: 'The next 3 requests are refused: wait 5 s.' },
  'slack-rate-limit': { title: 'Slack’s rate limit', what: 'The next 3 calls are refused: wait 5 s.' },
  'slack-lost-answer': {
    title: 'Slack’s answer is lost',
    what: 'The next message is posted, but the bot does not hear that it was.',
  },
  'slack-classic': {
    title: 'Slack without newer blocks',
    what: 'It refuses what can be folded, tables and state lines. The bot goes without them for a day.',
  },
}

/** What goes wrong on purpose, and what does so at the moment. */
export function OutsideFaults() {
  const { screen } = useSandbox()
  const { faults } = screen.outside
  return (
    <OutsideSection
      title="Faults"
      note={faults.length === 0 ? 'none' : `${faults.length} injected`}
      open={faults.length > 0}
    >
      <ul class="rows">
        {faultNames.map(name => {
          const injected = faults.find(fault => fault.name === name) ?? null
          const { title, what } = inWords[name]
          return (
            <li key={name} data-on={injected !== null || undefined}>
              <span class="who">
                <strong>{title}</strong>
                <span>{injected === null ? what : injectedInWords(injected.left)}</span>
              </span>
              {injected === null ? (
                <OutsideButton act={{ do: 'inject', fault: name }} text="Inject" about={title} />
              ) : (
                <OutsideButton act={{ do: 'clear', fault: name }} text="Clear" about={title} />
              )}
            </li>
          )
        })}
      </ul>
    </OutsideSection>
  )
}

const injectedInWords = (left: number | 'always'): string =>
  left === 'always' ? 'Injected, until it is cleared.' : `Injected, ${left} more to come.`
