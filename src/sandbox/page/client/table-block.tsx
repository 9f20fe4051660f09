import { RichText } from './rich-text.tsx'

type Cell = { readonly type: string; readonly text?: string; readonly elements?: readonly { type: string }[] }

/** A table block; its first row names the columns. */
export function TableBlock({ rows }: { rows: unknown }) {
  const [head = [], ...body] = Array.isArray(rows) ? (rows as Cell[][]) : []
  return (
    <div class="table">
      <table>
        <thead>
          <tr>
            {head.map((cell, index) => (
              <th key={index} scope="col">
                <TableCell cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, at) => (
            <tr key={at}>
              {row.map((cell, index) => (
                <td key={index}>
                  <TableCell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function TableCell({ cell }: { cell: Cell }) {
  return cell.type === 'rich_text' ? (
    <RichText elements={cell.elements ?? []} />
  ) : (
    <span>{cell.text ?? ''}</span>
  )
}
