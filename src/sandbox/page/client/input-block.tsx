import { useId } from 'preact/hooks'
import type { Where } from '../shared/act.ts'
import type { MessageShown, ViewShown } from '../shared/screen.ts'
import { ElementPart } from './element-part.tsx'
import { MarkedText } from './marked-text.tsx'

type Props = {
  readonly block: MessageShown['blocks'][number]
  readonly answers: ViewShown['answers'][string]
  readonly place: Where
  readonly error: string | null
}

/** An input with its label, hint and what is wrong with it. */
export function InputBlock({ block, answers, place, error }: Props) {
  const id = useId()
  const { element, label } = block
  if (element === undefined) return null
  const hint = block['hint'] as { type: string; text: string } | undefined
  const isGroup = element.type === 'checkboxes' || element.type === 'radio_buttons'
  const name = (
    <>
      {label?.text ?? ''}
      {block.optional === true && <span class="optional"> (optional)</span>}
    </>
  )
  const described = [hint === undefined ? '' : `${id}-hint`, error === null ? '' : `${id}-error`]
    .filter(part => part !== '')
    .join(' ')
  const control = (
    <ElementPart
      element={element}
      answer={answers[element.action_id ?? '']}
      blockId={block.block_id ?? ''}
      place={place}
      label={label?.text ?? ''}
      form={{
        id,
        labelledBy: `${id}-label`,
        describedBy: described === '' ? undefined : described,
        isInvalid: error !== null,
        isRequired: block.optional !== true,
        isDispatching: block.dispatch_action === true,
      }}
    />
  )
  return (
    <div class="input" data-error={error !== null || undefined} data-block={block.block_id}>
      {isGroup ? (
        <span class="label" id={`${id}-label`}>
          {name}
        </span>
      ) : (
        <label class="label" id={`${id}-label`} for={id}>
          {name}
        </label>
      )}
      {control}
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          <MarkedText text={hint} />
        </p>
      )}
      {error !== null && (
        <p class="error" id={`${id}-error`}>
          <span aria-hidden="true">⚠ </span>
          {error}
        </p>
      )}
    </div>
  )
}
