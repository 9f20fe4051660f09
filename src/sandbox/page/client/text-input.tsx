import { useEffect, useRef, useState } from 'preact/hooks'
import { typedIn } from './chosen.ts'
import type { ElementProps } from './element-props.ts'
import { useSandbox } from './sandbox-context.ts'
import { useElement } from './use-element.ts'

/** After so long without a key, what is typed is kept by the local Slack. */
const pauseMs = 250

const keyboards = new Map<string, 'email' | 'url' | 'decimal'>([
  ['email_text_input', 'email'],
  ['url_text_input', 'url'],
  ['number_input', 'decimal'],
])

/** A line or more of text. What is typed is stored as a draft, so that a reload does not lose it. */
export function TextInput(props: ElementProps) {
  const { element, answer, form, label } = props
  const { drafts } = useSandbox()
  const { choose, draft } = useElement(props)
  const held = typedIn(answer)
  const [text, setText] = useState(held)
  const stored = useRef(held)
  const timer = useRef<number | null>(null)
  const latest = useRef(text)
  latest.current = text
  const store = useRef(async () => {})
  store.current = async () => {
    if (timer.current === null) return
    clearTimeout(timer.current)
    timer.current = null
    stored.current = latest.current
    await draft(latest.current)
  }
  useEffect(() => {
    const own = () => store.current()
    drafts.add(own)
    return () => {
      void own()
      drafts.delete(own)
    }
  }, [])
  // Somebody else filled it in.
  useEffect(() => {
    if (timer.current !== null || held === stored.current) return
    stored.current = held
    setText(held)
  }, [held])
  const config = element['dispatch_action_config'] as { trigger_actions_on?: string[] } | undefined
  const tells = (when: string) =>
    form?.isDispatching === true && (config?.trigger_actions_on ?? ['on_enter_pressed']).includes(when)
  const typed = (now: string) => {
    setText(now)
    latest.current = now
    if (timer.current !== null) clearTimeout(timer.current)
    timer.current = setTimeout(
      () =>
        void store.current().then(() => (tells('on_character_entered') ? choose(latest.current) : undefined)),
      pauseMs,
    )
  }
  const common = {
    id: form?.id,
    value: text,
    placeholder: placeholderOf(element),
    'aria-label': form === undefined ? label : undefined,
    'aria-describedby': form?.describedBy,
    'aria-invalid': form?.isInvalid,
    'aria-required': form?.isRequired,
    'data-focus': element['focus_on_load'] === true || undefined,
    maxLength: element.max_length,
    autoComplete: 'off',
    onBlur: () => void store.current(),
  }
  if (element['multiline'] === true) {
    return <textarea {...common} rows={4} onInput={({ currentTarget }) => typed(currentTarget.value)} />
  }
  return (
    <input
      {...common}
      type="text"
      inputMode={keyboards.get(element.type)}
      onInput={({ currentTarget }) => typed(currentTarget.value)}
      onKeyDown={event => {
        if (event.key !== 'Enter' || !tells('on_enter_pressed')) return
        event.preventDefault()
        event.stopPropagation()
        void store.current().then(() => choose(latest.current))
      }}
    />
  )
}

export const placeholderOf = (element: ElementProps['element']): string | undefined =>
  (element['placeholder'] as { text: string } | undefined)?.text
