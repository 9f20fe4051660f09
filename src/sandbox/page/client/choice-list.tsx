import { useId } from 'preact/hooks'
import { optionsIn } from './chosen.ts'
import type { ElementProps } from './element-props.ts'
import { MarkedText } from './marked-text.tsx'
import { useElement } from './use-element.ts'

/** Checkboxes and radio buttons. */
export function ChoiceList(props: ElementProps) {
  const { element, form, label } = props
  const { isBusy, chosen, choose } = useElement(props)
  const name = useId()
  const isRadio = element.type === 'radio_buttons'
  const pick = (value: string, isOn: boolean) => {
    if (isRadio) return choose(value)
    const others = chosen.filter(one => one !== value)
    const all = optionsIn(element).map(option => option.value)
    return choose(all.filter(one => (one === value ? isOn : others.includes(one))))
  }
  return (
    <fieldset
      class="choices"
      aria-labelledby={form?.labelledBy}
      aria-label={form === undefined ? label : undefined}
      aria-describedby={form?.describedBy}
      aria-busy={isBusy}
    >
      {optionsIn(element).map(option => (
        <label key={option.value} class="choice">
          <input
            type={isRadio ? 'radio' : 'checkbox'}
            name={name}
            checked={chosen.includes(option.value)}
            aria-invalid={form?.isInvalid}
            onChange={({ currentTarget }) => void pick(option.value, currentTarget.checked)}
          />
          <span>
            {/* The space is heard: otherwise a name runs into what stands below it. */}
            <MarkedText text={option.text} />{' '}
            {option.description !== undefined && (
              <span class="description">
                <MarkedText text={option.description} />
              </span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
