import type { ComponentChildren } from 'preact'
import type { Where } from '../shared/act.ts'
import type { MessageShown, ViewShown } from '../shared/screen.ts'
import { AlertBlock } from './alert-block.tsx'
import { ContainerBlock } from './container-block.tsx'
import { DataTable } from './data-table.tsx'
import { ElementPart } from './element-part.tsx'
import { InputBlock } from './input-block.tsx'
import { MarkedText } from './marked-text.tsx'
import { RichText } from './rich-text.tsx'
import { TableBlock } from './table-block.tsx'

type Block = MessageShown['blocks'][number]

type Props = {
  readonly blocks: readonly Block[]
  readonly answers: ViewShown['answers']
  readonly place: Where
  readonly errors: ViewShown['errors']
}

/** Blocks of a message, a modal or the Home tab. */
export function Blocks({ blocks, answers, place, errors }: Props) {
  return (
    <div class="blocks">
      {blocks.map((block, index) => {
        const id = block.block_id ?? String(index)
        return (
          <BlockPart
            // What was unfolded stays so when the message is edited, which gives every block another id.
            key={folds.has(block.type) ? `${index} ${block.type}` : `${id} ${block.type}`}
            block={block}
            answers={answers[id] ?? {}}
            place={place}
            error={errors[id] ?? null}
            inside={
              block.child_blocks && <Blocks {...{ answers, place, errors }} blocks={block.child_blocks} />
            }
          />
        )
      })}
    </div>
  )
}

const folds = new Set(['container', 'data_table'])

type PartProps = {
  readonly block: Block
  readonly answers: ViewShown['answers'][string]
  readonly place: Where
  readonly error: string | null
  /** What stands in a container. */
  readonly inside: ComponentChildren
}

function BlockPart({ block, answers, place, error, inside }: PartProps) {
  const blockId = block.block_id ?? ''
  switch (block.type) {
    case 'header':
      return <h3 class="block-header">{block.text !== undefined && <MarkedText text={block.text} />}</h3>
    case 'divider':
      return <hr />
    case 'section':
      return (
        <div class="section" data-accessory={block.accessory !== undefined || undefined}>
          <div class="section-text">
            {block.text !== undefined && (
              <div class="text">
                <MarkedText text={block.text} />
              </div>
            )}
            {block.fields !== undefined && (
              <div class="fields">
                {block.fields.map((field, index) => (
                  <div key={index} class="text">
                    <MarkedText text={field} />
                  </div>
                ))}
              </div>
            )}
          </div>
          {block.accessory !== undefined && (
            <ElementPart
              element={block.accessory}
              answer={answers[block.accessory.action_id ?? '']}
              blockId={blockId}
              place={place}
              label={block.text?.text ?? ''}
            />
          )}
        </div>
      )
    case 'context':
      return (
        <div class="context">
          {(block.elements ?? []).map((element, index) => (
            <ContextPart key={index} element={element} />
          ))}
        </div>
      )
    case 'actions':
      return (
        <div class="actions">
          {(block.elements ?? []).map(element => (
            <ElementPart
              key={`${element.action_id} ${element.value ?? ''}`}
              element={element}
              answer={answers[element.action_id ?? '']}
              blockId={blockId}
              place={place}
              label=""
            />
          ))}
        </div>
      )
    case 'input':
      return <InputBlock block={block} answers={answers} place={place} error={error} />
    case 'image':
      return (
        <p class="not-shown">
          Picture: {typeof block['alt_text'] === 'string' ? block['alt_text'] : 'without a description'}
        </p>
      )
    case 'rich_text':
      return <RichText elements={block.elements ?? []} />
    case 'table':
      return <TableBlock rows={block['rows']} />
    case 'data_table':
      return (
        <DataTable
          caption={String(block['caption'] ?? '')}
          rows={block['rows']}
          pageSize={Number(block['page_size'] ?? 5)}
          nameColumn={Number(block['row_header_column_index'] ?? 0)}
        />
      )
    case 'alert':
      return block.text === undefined ? null : (
        <AlertBlock text={block.text} level={String(block['level'] ?? 'default')} />
      )
    case 'container':
      return (
        <ContainerBlock
          title={textOf(block['title']) ?? ''}
          subtitle={textOf(block['subtitle'])}
          folds={block['is_collapsible'] === true}
          foldedAtFirst={block['default_collapsed'] === true}
        >
          {inside}
        </ContainerBlock>
      )
    case 'markdown':
      return <p class="text">{String(block.text ?? '')}</p>
    default:
      return <p class="not-shown">A block of the type {block.type}, which this page does not draw.</p>
  }
}

const textOf = (text: unknown): string | null =>
  typeof text === 'object' && text !== null && 'text' in text ? String(text.text) : null

/** In a context block stand texts as they are, and pictures. */
function ContextPart({ element }: { element: NonNullable<Block['elements']>[number] }) {
  const { text } = element as { text?: unknown }
  if (element.type === 'image') return <span>{String(element['alt_text'] ?? '')}</span>
  return (
    <span>
      <MarkedText text={{ type: element.type, text: typeof text === 'string' ? text : '' }} />
    </span>
  )
}
