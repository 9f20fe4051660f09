import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'

/** Longer lists are cut here. */
const atFirst = 20

/** Rows of the panel; those beyond the first ones on request. */
export function RowList({ rows }: { rows: readonly ComponentChildren[] }) {
  const [isWhole, setWhole] = useState(false)
  const hidden = isWhole ? 0 : rows.length - atFirst
  return (
    <>
      <ul class="rows">{hidden > 0 ? rows.slice(0, atFirst) : rows}</ul>
      {hidden > 0 && (
        <div class="row">
          <button type="button" class="button small" onClick={() => setWhole(true)}>
            Show {hidden} more
          </button>
        </div>
      )}
    </>
  )
}
