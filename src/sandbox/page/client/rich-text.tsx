import { OutLink } from './marked-text.tsx'
import { personName, placeName } from './names.ts'
import { useSandbox } from './sandbox-context.ts'

type Node = { readonly type: string; readonly [key: string]: unknown }

/** A rich text block: sections, lists, quotes and preformatted text. */
export function RichText({ elements }: { elements: readonly Node[] }) {
  return (
    <div class="text">
      {elements.map((element, index) => (
        <RichPart key={index} element={element} />
      ))}
    </div>
  )
}

const inside = (element: Node): readonly Node[] =>
  Array.isArray(element['elements']) ? (element['elements'] as Node[]) : []

function RichPart({ element }: { element: Node }) {
  const children = inside(element).map((one, index) => <RichInline key={index} node={one} />)
  switch (element.type) {
    case 'rich_text_list': {
      const items = inside(element).map((item, index) => (
        <li key={index}>
          <RichPart element={item} />
        </li>
      ))
      return element['style'] === 'ordered' ? <ol>{items}</ol> : <ul>{items}</ul>
    }
    case 'rich_text_quote':
      return <blockquote>{children}</blockquote>
    case 'rich_text_preformatted':
      return <pre>{children}</pre>
    default:
      return <span class="lines">{children}</span>
  }
}

function RichInline({ node }: { node: Node }) {
  const { screen } = useSandbox()
  const style = (node['style'] ?? {}) as {
    bold?: boolean
    italic?: boolean
    strike?: boolean
    code?: boolean
  }
  switch (node.type) {
    case 'user':
      return <span class="mention">@{personName(screen, String(node['user_id']))}</span>
    case 'channel':
      return <span class="mention">#{placeName(screen, String(node['channel_id']))}</span>
    case 'link': {
      const url = String(node['url'])
      return <OutLink url={/^(https?|mailto):/.test(url) ? url : '#'} label={String(node['text'] ?? url)} />
    }
    case 'emoji':
      return <span>:{String(node['name'])}:</span>
    default: {
      const text = String(node['text'] ?? '')
      if (style.code === true) return <code>{text}</code>
      if (style.bold === true) return <strong>{text}</strong>
      if (style.italic === true) return <em>{text}</em>
      return style.strike === true ? <s>{text}</s> : <span>{text}</span>
    }
  }
}
