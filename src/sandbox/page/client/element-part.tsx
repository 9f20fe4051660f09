import { ButtonElement } from './button-element.tsx'
import { ChoiceList } from './choice-list.tsx'
import type { ElementProps } from './element-props.ts'
import { FileInput } from './file-input.tsx'
import { OverflowMenu } from './overflow-menu.tsx'
import { Picker } from './picker.tsx'
import { SelectElement } from './select-element.tsx'
import { TextInput } from './text-input.tsx'

/** Any interactive element, by its type. */
export function ElementPart(props: ElementProps) {
  const { type } = props.element
  if (type === 'button' || type === 'workflow_button') return <ButtonElement {...props} />
  if (type === 'overflow') return <OverflowMenu {...props} />
  if (type === 'checkboxes' || type === 'radio_buttons') return <ChoiceList {...props} />
  if (type.endsWith('_select')) return <SelectElement {...props} />
  if (type.endsWith('picker')) return <Picker {...props} />
  if (type.endsWith('_text_input') || type === 'number_input') return <TextInput {...props} />
  if (type === 'file_input') return <FileInput {...props} />
  if (type === 'image') return <span class="not-shown">{String(props.element['alt_text'] ?? 'Picture')}</span>
  return <span class="not-shown">An element of the type {type}, which this page does not draw.</span>
}
