import { slackDate } from '../shared/slack-date.ts'
import { OutsideButton } from './outside-button.tsx'
import { OutsideSection } from './outside-section.tsx'
import { useSandbox } from './sandbox-context.ts'

/** The company's clock, and the way to the next time the bot looks by itself. */
export function OutsideClock() {
  const { screen, now } = useSandbox()
  const seconds = now().getTime() / 1000
  const reader = { timeZone: screen.me.timeZone, now: now() }
  return (
    <OutsideSection title="Time" note={slackDate(seconds, '{date_short}, {time}', reader)} open>
      <p class="hint">
        The bot syncs Slack’s people at 5 past each hour, and Miro’s accounts {screen.outside.readsAccounts}.
      </p>
      <div class="row">
        <OutsideButton act={{ do: 'runClock', to: 'staff' }} text="Skip to the next Slack sync" />
        <OutsideButton act={{ do: 'runClock', to: 'sync' }} text="Skip to the next Miro sync" />
        <OutsideButton act={{ do: 'runClock', to: 'tomorrow' }} text="Skip a day" />
        <OutsideButton act={{ do: 'runClock', to: 'month' }} text="Skip a month" />
      </div>
    </OutsideSection>
  )
}
