import type { NamedScope } from '../../miro/scopes.ts'
import type { Option } from '../../slack/shapes.ts'
import type { Exporter } from './exporters.ts'
import type { FaultName } from './fault-names.ts'

/** Something to click in: a message, or a view (a modal or the Home tab). */
export type Where = { readonly channel: string; readonly ts: string } | { readonly view: string }

export type Element = { readonly in: Where; readonly blockId: string; readonly actionId: string }

/** One act of a person at their Slack. */
export type PersonAct =
  | { readonly do: 'command'; readonly command: string; readonly text: string; readonly channel: string }
  | {
      readonly do: 'say'
      readonly text: string
      readonly channel: string
      readonly threadTs: string | null
    }
  | ({ readonly do: 'press'; readonly value: string | null } & Element)
  /** Chooses in a menu or fills an input; `draft` keeps it without telling the bot. */
  | ({
      readonly do: 'choose'
      readonly choice: string | readonly string[] | null
      readonly draft: boolean
    } & Element)
  /** Puts a file into an input of the window in front; `content` in base64. */
  | { readonly do: 'attach'; readonly blockId: string; readonly name: string; readonly content: string }
  /** Puts the company's staff list into it, as this product exports it. */
  | { readonly do: 'attachExport'; readonly blockId: string; readonly exporter: Exporter }
  | ({ readonly do: 'suggest'; readonly typed: string } & Element)
  | { readonly do: 'submit'; readonly view: string }
  | { readonly do: 'close'; readonly view: string; readonly all: boolean }
  | { readonly do: 'openHome' }
  /** Puts the keys of the Miro app into the form in front. */
  | { readonly do: 'fillMiroKeys' }

/** Something that happens outside of Slack and the bot. */
export type OutsideAct =
  | { readonly do: 'deactivatePerson' | 'reactivatePerson'; readonly user: string }
  | { readonly do: 'putIntoGroup' | 'takeOutOfGroup'; readonly group: string; readonly user: string }
  | {
      readonly do: 'deactivateAccount' | 'reactivateAccount' | 'removeAccount'
      readonly account: string
    }
  | { readonly do: 'setRole'; readonly account: string; readonly role: string }
  | { readonly do: 'grow' }
  | { readonly do: 'setPermission'; readonly scope: NamedScope; readonly isTicked: boolean }
  | { readonly do: 'runClock'; readonly to: 'sync' | 'staff' | 'tomorrow' | 'month' }
  | { readonly do: 'inject' | 'clear'; readonly fault: FaultName }

/** What the page sends: who acts, and what. */
export type Act =
  | { readonly as: string; readonly act: PersonAct }
  | { readonly as: null; readonly act: OutsideAct }

/** `problem`: what Slack shows when it did not work. */
export type ActAnswer = {
  readonly problem: string | null
  /** What an external list offers; null for every other act. */
  readonly options: readonly Option[] | null
}
