import { useState } from 'preact/hooks'
import type { OutsideShown } from '../shared/screen.ts'
import { OutLink } from './marked-text.tsx'
import { OutsideSection } from './outside-section.tsx'
import { useSandbox } from './sandbox-context.ts'

/** What Miro shows of the app that was made there, and the bot's own pages. */
export function OutsideKeys() {
  const { screen } = useSandbox()
  const { miroApp, botUrl } = screen.outside
  return (
    <OutsideSection title="The app in Miro">
      <Key name="Client ID" value={miroApp.clientId} />
      <Key name="Client secret" value={miroApp.clientSecret} />
      {miroApp.scimToken === null ? null : <Key name="SCIM token (optional)" value={miroApp.scimToken} />}
      <fieldset class="choices">
        <legend>Permissions</legend>
        {miroApp.permissions.map(permission => (
          <Permission key={permission.scope} permission={permission} />
        ))}
      </fieldset>
      <p class="hint">Another choice counts once Miro is connected again, as in the real Miro.</p>
      <p class="hint">
        The bot’s own pages: <OutLink url={`${botUrl}/healthz`} label="health" />,{' '}
        <OutLink url={`${botUrl}/metrics`} label="metrics" />
      </p>
    </OutsideSection>
  )
}

function Permission({ permission }: { permission: OutsideShown['miroApp']['permissions'][number] }) {
  const { outside } = useSandbox()
  const { scope, isTicked } = permission
  return (
    <label class="choice">
      <input
        type="checkbox"
        checked={isTicked}
        onChange={({ currentTarget }) =>
          void outside({ do: 'setPermission', scope, isTicked: currentTarget.checked })
        }
      />
      <span>
        <code>{scope}</code>
        {scope === 'organizations:read' ? '' : ' (optional)'}
      </span>
    </label>
  )
}

function Key({ name, value }: { name: string; value: string }) {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(value)
    setCopied(true)
  }
  return (
    <p class="key">
      <span>{name}</span>
      <code>{value}</code>
      <button type="button" class="button small" aria-label={`Copy the ${name}`} onClick={() => void copy()}>
        {isCopied ? 'Copied' : 'Copy'}
      </button>
    </p>
  )
}
