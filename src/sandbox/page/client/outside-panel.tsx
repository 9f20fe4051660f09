import { OutsideAccounts } from './outside-accounts.tsx'
import { OutsideClock } from './outside-clock.tsx'
import { OutsideFaults } from './outside-faults.tsx'
import { OutsideGroups } from './outside-groups.tsx'
import { OutsideGrowth } from './outside-growth.tsx'
import { OutsideKeys } from './outside-keys.tsx'
import { OutsidePeople } from './outside-people.tsx'
import { OutsideStaffList } from './outside-staff-list.tsx'

/** What happens to the company beside the bot. */
export function OutsidePanel() {
  return (
    <div class="outside-panel">
      <h1>The outside world</h1>
      <p class="hint">
        What people, Miro and time do. Slack tells the bot of its people; Miro tells nothing. The key F6 goes
        here and back.
      </p>
      <OutsideClock />
      <OutsidePeople />
      <OutsideGroups />
      <OutsideAccounts />
      <OutsideGrowth />
      <OutsideStaffList />
      <OutsideFaults />
      <OutsideKeys />
    </div>
  )
}
