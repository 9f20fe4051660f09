import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { Choosable } from './choosable.ts'
import { SelectList } from './select-list.tsx'

type Props = {
  readonly id: string | undefined
  readonly label: string
  readonly labelledBy: string | undefined
  readonly describedBy: string | undefined
  readonly isInvalid: boolean
  readonly isBusy: boolean
  readonly isMulti: boolean
  readonly placeholder: string
  readonly chosen: readonly Choosable[]
  readonly options: readonly Choosable[]
  /** Lists that are asked for while somebody types; null: `options` are all there are. */
  readonly search: {
    readonly least: number
    readonly find: (typed: string) => Promise<readonly Choosable[]>
  } | null
  readonly most: number | null
  readonly canEmpty: boolean
  readonly onChoose: (values: readonly string[]) => Promise<void>
}

/** A list with a field to search it, for one choice or several. */
export function SelectMenu(props: Props) {
  const { chosen, isMulti, search, most } = props
  const own = useId()
  const id = props.id ?? own
  const [isOpen, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const [marked, setMarked] = useState(0)
  const found = useFound(props, isOpen, typed)
  const field = useRef<HTMLInputElement>(null)
  const values = chosen.map(({ value }) => value)
  const close = () => {
    setOpen(false)
    setTyped('')
    setMarked(0)
  }
  const open = () => setOpen(true)
  const pick = (value: string) => {
    if (!isMulti) {
      close()
      void props.onChoose([value])
      return
    }
    const without = values.filter(one => one !== value)
    const next = values.includes(value) ? without : [...values, value]
    if (most === null || next.length <= most) void props.onChoose(next)
    setTyped('')
    field.current?.focus()
  }
  const dropLast = () => void props.onChoose(values.slice(0, -1))
  const pressed = (event: KeyboardEvent) => {
    const { options } = found
    const atMark = options[marked]
    if (event.key === 'Escape' && isOpen) close()
    else if (event.key === 'ArrowDown' && !isOpen) open()
    else if (event.key === 'ArrowDown') setMarked(Math.min(marked + 1, options.length - 1))
    else if (event.key === 'ArrowUp' && isOpen) setMarked(Math.max(marked - 1, 0))
    else if (event.key === 'Enter' && isOpen && atMark !== undefined) pick(atMark.value)
    else if (event.key === 'Enter' && !isOpen) open()
    else if (event.key === 'Backspace' && typed === '' && props.canEmpty && values.length > 0) dropLast()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const shown = isMulti ? '' : (chosen[0]?.label ?? '')
  return (
    <div class="select" data-open={isOpen || undefined} aria-busy={props.isBusy}>
      <div class="select-field">
        {isMulti &&
          chosen.map(({ value, label }) => (
            <span key={value} class="chip">
              {label}
              <button
                type="button"
                aria-label={`Remove ${label}`}
                onClick={() => void props.onChoose(values.filter(one => one !== value))}
              >
                ✕
              </button>
            </span>
          ))}
        <input
          ref={field}
          id={id}
          type="text"
          role="combobox"
          autoComplete="off"
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-activedescendant={isOpen && found.options.length > 0 ? `${id}-${marked}` : undefined}
          aria-label={props.labelledBy === undefined ? props.label || props.placeholder : undefined}
          aria-labelledby={props.labelledBy}
          aria-describedby={props.describedBy}
          aria-invalid={props.isInvalid}
          placeholder={isMulti && chosen.length > 0 ? '' : shown || props.placeholder}
          data-chosen={(!isMulti && chosen.length > 0) || undefined}
          value={isOpen ? typed : shown}
          onInput={({ currentTarget }) => {
            setTyped(currentTarget.value)
            setMarked(0)
            open()
          }}
          onClick={open}
          onKeyDown={pressed}
          onBlur={close}
        />
        {!isMulti && props.canEmpty && chosen.length > 0 && (
          <button
            type="button"
            class="quiet"
            aria-label="Empty this choice"
            onClick={() => void props.onChoose([])}
          >
            ✕
          </button>
        )}
        <span class="arrow" aria-hidden="true">
          ▾
        </span>
      </div>
      {isOpen && (
        <SelectList
          id={id}
          field={field}
          options={found.options}
          note={found.note}
          marked={marked}
          chosen={values}
          isMulti={isMulti}
          onPick={pick}
        />
      )}
      {search !== null && (
        <span class="unseen" role="status">
          {isOpen ? found.note : ''}
        </span>
      )}
    </div>
  )
}

type Found = { readonly options: readonly Choosable[]; readonly note: string | null }

/** After so long without a key, the bot is asked. */
const pauseMs = 200

function useFound({ options, search }: Props, isOpen: boolean, typed: string): Found {
  const [answer, setAnswer] = useState<{ typed: string; options: readonly Choosable[] } | null>(null)
  const isAsked = search !== null && isOpen && [...typed].length >= search.least
  useEffect(() => {
    if (!isAsked || search === null) return
    let isOld = false
    const timer = setTimeout(async () => {
      const found = await search.find(typed)
      if (!isOld) setAnswer({ typed, options: found })
    }, pauseMs)
    return () => {
      isOld = true
      clearTimeout(timer)
    }
  }, [isAsked, typed])
  if (search === null) {
    const wanted = typed.trim().toLowerCase()
    const fitting = options.filter(({ label }) => label.toLowerCase().includes(wanted))
    return { options: fitting, note: fitting.length === 0 ? 'Nothing fits.' : null }
  }
  if (!isAsked) return { options: [], note: `Type at least ${search.least} characters.` }
  if (answer?.typed !== typed) return { options: [], note: 'Looking …' }
  return { options: answer.options, note: answer.options.length === 0 ? 'Nothing fits.' : null }
}
