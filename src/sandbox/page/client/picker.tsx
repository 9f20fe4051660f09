import { localTime, momentOf } from '../shared/local-time.ts'
import { typedIn } from './chosen.ts'
import type { ElementProps } from './element-props.ts'
import { useSandbox } from './sandbox-context.ts'
import { useElement } from './use-element.ts'

/** A date, a time, or a moment in the reader's zone. */
export function Picker(props: ElementProps) {
  const { element, answer, form, label } = props
  const { screen } = useSandbox()
  const { isBusy, choose } = useElement(props)
  const isMoment = element.type === 'datetimepicker'
  const seconds = answer?.['selected_date_time']
  const held =
    isMoment && typeof seconds === 'number'
      ? localTime(new Date(seconds * 1000), screen.me.timeZone)
      : typedIn(answer)
  const pick = (value: string) =>
    choose(value === '' ? null : isMoment ? String(momentOf(value, screen.me.timeZone)) : value)
  const common = {
    id: form?.id,
    value: held,
    'aria-label': form === undefined ? label : undefined,
    'aria-describedby': form?.describedBy,
    'aria-invalid': form?.isInvalid,
    'aria-required': form?.isRequired,
    'aria-busy': isBusy,
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) => void pick(currentTarget.value),
  }
  if (isMoment) return <input type="datetime-local" {...common} />
  return element.type === 'timepicker' ? <input type="time" {...common} /> : <input type="date" {...common} />
}
