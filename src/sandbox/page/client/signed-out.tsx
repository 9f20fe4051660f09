import { personName } from './names.ts'
import { useSandbox } from './sandbox-context.ts'

/** What a deactivated person has of Slack. */
export function SignedOut() {
  const { screen } = useSandbox()
  return (
    <div class="empty">
      <h1>{personName(screen, screen.me.id)} is deactivated</h1>
      <p>
        Somebody who was deactivated has no Slack any more. Choose another person, or reactivate this one.
      </p>
    </div>
  )
}
