import { Fragment, type RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Choosable } from './choosable.ts'
import { DrawnText } from './drawn-text.tsx'

type Props = {
  readonly id: string
  readonly field: RefObject<HTMLInputElement | null>
  readonly options: readonly Choosable[]
  readonly note: string | null
  readonly marked: number
  readonly chosen: readonly string[]
  readonly isMulti: boolean
  readonly onPick: (value: string) => void
}

const gap = 4
const wanted = 280

/** What can be chosen, below its field or above it where there is more room. */
export function SelectList({ id, field, options, note, marked, chosen, isMulti, onPick }: Props) {
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const box = field.current?.closest('.select-field')?.getBoundingClientRect()
    const own = list.current
    if (box === undefined || own === null) return
    const below = innerHeight - box.bottom - gap * 2
    const above = box.top - gap * 2
    const isBelow = below >= Math.min(wanted, own.scrollHeight) || below >= above
    own.style.left = `${box.left}px`
    own.style.width = `${box.width}px`
    own.style.maxHeight = `${Math.min(wanted, isBelow ? below : above)}px`
    own.style.top = isBelow ? `${box.bottom + gap}px` : ''
    own.style.bottom = isBelow ? '' : `${innerHeight - box.top + gap}px`
  })
  useLayoutEffect(() => {
    list.current?.querySelector('[data-marked]')?.scrollIntoView({ block: 'nearest' })
  }, [marked])
  return (
    <div
      class="select-list"
      ref={list}
      id={`${id}-list`}
      role="listbox"
      tabIndex={-1}
      aria-multiselectable={isMulti}
    >
      {options.map((option, index) => (
        <Fragment key={option.value}>
          {option.group !== null && option.group !== options[index - 1]?.group && (
            <div class="group" role="presentation">
              {option.group}
            </div>
          )}
          <div
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={chosen.includes(option.value)}
            data-marked={index === marked || undefined}
            onMouseDown={event => {
              event.preventDefault()
              onPick(option.value)
            }}
          >
            <span class="tick" aria-hidden="true">
              {chosen.includes(option.value) ? '✓' : ''}
            </span>
            <span>
              <DrawnText text={option.label} />
            </span>
            {option.note !== null && <span class="description">{option.note}</span>}
          </div>
        </Fragment>
      ))}
      {note !== null && (
        <div class="note" role="presentation">
          {note}
        </div>
      )}
    </div>
  )
}
