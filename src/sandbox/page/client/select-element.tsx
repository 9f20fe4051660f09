import { useRef } from 'preact/hooks'
import type { PlaceShown, Screen } from '../shared/screen.ts'
import type { Choosable } from './choosable.ts'
import { chosenOptions } from './chosen.ts'
import type { ElementProps, ElementShown } from './element-props.ts'
import { placeName } from './names.ts'
import { useSandbox } from './sandbox-context.ts'
import { SelectMenu } from './select-menu.tsx'
import { placeholderOf } from './text-input.tsx'
import { useElement } from './use-element.ts'

/** Every kind of select: fixed lists, lists the bot makes while somebody types, people, conversations. */
export function SelectElement(props: ElementProps) {
  const { element, answer, form, label } = props
  const { screen } = useSandbox()
  const { isBusy, chosen, choose, suggest } = useElement(props)
  const isMulti = element.type.startsWith('multi_')
  const isExternal = element.type.includes('external_select')
  const fixed = isExternal ? [] : choosables(screen, element)
  const found = useRef(new Map<string, Choosable>()).current
  const known = [
    ...fixed,
    ...found.values(),
    ...chosenOptions(answer).map(option => asChoosable(option, null)),
  ]
  const named = chosen.map(
    value => known.find(one => one.value === value) ?? { ...unknownOne, value, label: value },
  )
  return (
    <SelectMenu
      id={form?.id}
      label={label}
      labelledBy={form?.labelledBy}
      describedBy={form?.describedBy}
      isInvalid={form?.isInvalid === true}
      isBusy={isBusy}
      isMulti={isMulti}
      placeholder={placeholderOf(element) ?? 'Choose …'}
      chosen={named}
      options={fixed}
      search={
        isExternal
          ? {
              least: element.min_query_length ?? 3,
              find: async typed => {
                const offered = (await suggest(typed)).map(option => asChoosable(option, null))
                for (const one of offered) found.set(one.value, one)
                return offered
              },
            }
          : null
      }
      most={element.max_selected_items ?? null}
      onChoose={values => choose(isMulti ? values : (values[0] ?? null))}
      canEmpty={isMulti || form?.isRequired === false}
    />
  )
}

const unknownOne: Choosable = { value: '', label: '', note: null, group: null }

type Option = NonNullable<ElementShown['options']>[number]

const asChoosable = (option: Option, group: string | null): Choosable => ({
  value: option.value,
  label: option.text.text,
  note: option.description?.text ?? null,
  group,
})

function choosables(screen: Screen, element: ElementShown): Choosable[] {
  const kind = element.type.replace('multi_', '')
  if (kind === 'users_select')
    return screen.people
      .filter(person => person.kind !== 'deactivated' && person.id !== 'USLACKBOT')
      .map(({ id, name, kind: role }) => ({ value: id, label: name, note: role, group: null }))
  if (kind === 'conversations_select' || kind === 'channels_select')
    return screen.places
      .filter(place => isOffered(element, place, kind === 'channels_select'))
      .map(place => ({
        value: place.id,
        label: `${place.kind === 'im' ? '' : '#'}${placeName(screen, place.id)}`,
        note: place.shared ? 'shared with another company' : place.kind === 'private' ? 'private' : null,
        group: null,
      }))
  return [
    ...(element.options ?? []).map(option => asChoosable(option, null)),
    ...(element.option_groups ?? []).flatMap(group =>
      group.options.map(option => asChoosable(option, group.label.text)),
    ),
  ]
}

const isOffered = (element: ElementShown, place: PlaceShown, onlyPublic: boolean): boolean =>
  !place.archived &&
  (!onlyPublic || place.kind === 'public') &&
  (element.filter?.include?.includes(place.kind) ?? true) &&
  !(element.filter?.exclude_external_shared_channels === true && place.shared)
