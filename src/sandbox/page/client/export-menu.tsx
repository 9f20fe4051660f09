import { type Exporter, exporters } from '../shared/exporters.ts'
import { useSandbox } from './sandbox-context.ts'

/** What Slack has not: puts the company's staff list into a form, as one product or another exports it. */
export function ExportMenu({ blockId }: { blockId: string }) {
  const { act } = useSandbox()
  return (
    <label class="export-menu">
      No file at hand? Try a list as exported by
      <select
        value=""
        onChange={({ currentTarget }) => {
          const exporter = currentTarget.value as Exporter
          // The same may be chosen again, after another.
          currentTarget.value = ''
          void act({ do: 'attachExport', blockId, exporter })
        }}
      >
        <option value="" disabled>
          Choose a product
        </option>
        {exporters.map(name => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
