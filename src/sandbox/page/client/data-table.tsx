import { useState } from 'preact/hooks'
import { RichText } from './rich-text.tsx'

type Cell = {
  readonly type: string
  readonly text?: string
  readonly value?: number
  readonly elements?: readonly { type: string }[]
}

type Order = { readonly column: number; readonly isUp: boolean }

type Props = {
  readonly caption: string
  readonly rows: unknown
  readonly pageSize: number
  /** The column that names each row. */
  readonly nameColumn: number
}

/** A table that is sorted by its columns and shown page by page; its first row names the columns. */
export function DataTable({ caption, rows, pageSize, nameColumn }: Props) {
  const [order, setOrder] = useState<Order | null>(null)
  const [page, setPage] = useState(0)
  const [head = [], ...body] = Array.isArray(rows) ? (rows as Cell[][]) : []
  const pages = Math.max(1, Math.ceil(body.length / pageSize))
  const at = Math.min(page, pages - 1)
  const shown = sorted(body, order).slice(at * pageSize, (at + 1) * pageSize)
  const sortBy = (column: number) => {
    setOrder({ column, isUp: order?.column !== column || !order.isUp })
    setPage(0)
  }
  return (
    <div class="data-table">
      <section class="table" aria-label={caption}>
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              {head.map((cell, column) => (
                <th key={column} scope="col" aria-sort={sortOf(order, column)}>
                  <button type="button" onClick={() => sortBy(column)}>
                    {cell.text}
                    <span aria-hidden="true">{arrows[sortOf(order, column)]}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, line) => (
              <tr key={line}>
                {row.map((cell, column) =>
                  column === nameColumn ? (
                    <th key={column} scope="row">
                      <CellText cell={cell} />
                    </th>
                  ) : (
                    <td key={column}>
                      <CellText cell={cell} />
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {pages > 1 && (
        <p class="pages">
          <button type="button" class="button plain" disabled={at === 0} onClick={() => setPage(at - 1)}>
            Previous
          </button>
          <span role="status">
            {at * pageSize + 1} to {at * pageSize + shown.length} of {body.length}
          </span>
          <button
            type="button"
            class="button plain"
            disabled={at === pages - 1}
            onClick={() => setPage(at + 1)}
          >
            Next
          </button>
        </p>
      )}
    </div>
  )
}

const arrows = { none: '', ascending: ' ↑', descending: ' ↓' } as const

const sortOf = (order: Order | null, column: number): keyof typeof arrows =>
  order?.column !== column ? 'none' : order.isUp ? 'ascending' : 'descending'

const sorted = (rows: readonly Cell[][], order: Order | null): readonly Cell[][] => {
  if (order === null) return rows
  const sign = order.isUp ? 1 : -1
  return rows.toSorted((one, other) => sign * compare(one[order.column], other[order.column]))
}

const compare = (one: Cell | undefined, other: Cell | undefined): number =>
  one?.value !== undefined && other?.value !== undefined
    ? one.value - other.value
    : (one?.text ?? '').localeCompare(other?.text ?? '')

function CellText({ cell }: { cell: Cell }) {
  return cell.type === 'rich_text' ? (
    <RichText elements={cell.elements ?? []} />
  ) : (
    <span>{cell.text ?? ''}</span>
  )
}
