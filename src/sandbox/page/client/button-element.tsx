import { DrawnText } from './drawn-text.tsx'
import type { ElementProps } from './element-props.ts'
import { useElement } from './use-element.ts'

/** A button; one with an address is a link that opens in a tab of its own, and tells the bot too. */
export function ButtonElement(props: ElementProps) {
  const { element } = props
  const { isBusy, press } = useElement(props)
  const text = <DrawnText text={element.text?.text ?? ''} />
  const look = typeof element['style'] === 'string' ? element['style'] : 'plain'
  const name = element['accessibility_label']
  const said = typeof name === 'string' ? name : undefined
  if (element.url !== undefined) {
    return (
      <a
        class={`button ${look}`}
        href={element.url}
        target="_blank"
        rel="noopener noreferrer"
        aria-label={said}
        onClick={() => void press()}
      >
        {text}
        <span aria-hidden="true"> ↗</span>
      </a>
    )
  }
  return (
    <button
      type="button"
      class={`button ${look}`}
      aria-label={said}
      aria-busy={isBusy}
      onClick={() => void press()}
    >
      {text}
    </button>
  )
}
