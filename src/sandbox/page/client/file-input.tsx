import { useState } from 'preact/hooks'
import type { ElementProps } from './element-props.ts'
import { ExportMenu } from './export-menu.tsx'
import { useSandbox } from './sandbox-context.ts'
import { useElement } from './use-element.ts'

type HeldFile = { readonly id: string; readonly name: string; readonly size: number }

/** Chooses a file of this machine, which goes to the local Slack at once, as in Slack. */
export function FileInput(props: ElementProps) {
  const { element, answer, blockId, form, label } = props
  const { act } = useSandbox()
  const { draft } = useElement(props)
  const [isBusy, setBusy] = useState(false)
  const held = (answer?.['files'] ?? []) as readonly HeldFile[]
  const types = element['filetypes'] as readonly string[] | undefined
  const attach = async (files: readonly File[]) => {
    setBusy(true)
    for (const file of files)
      await act({ do: 'attach', blockId, name: file.name, content: await base64(file) })
    setBusy(false)
  }
  return (
    <div class="file-input">
      <input
        type="file"
        id={form?.id}
        accept={types?.map(type => `.${type}`).join(',')}
        multiple={element['max_files'] !== 1}
        aria-label={form === undefined ? label : undefined}
        aria-describedby={form?.describedBy}
        aria-invalid={form?.isInvalid}
        required={form?.isRequired}
        aria-busy={isBusy}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])]
          // The same file may be chosen again, after a change.
          currentTarget.value = ''
          void attach(files)
        }}
      />
      {held.map(({ id, name, size }) => (
        <p key={id} class="held-file">
          <span>{name}</span> <span class="hint">{kilobytes(size)}</span>
          <button
            type="button"
            class="button small"
            aria-label={`Remove ${name}`}
            onClick={() => void draft(null)}
          >
            Remove
          </button>
        </p>
      ))}
      {types?.includes('csv') === true && <ExportMenu blockId={blockId} />}
    </div>
  )
}

const kilobytes = (size: number): string => `${Math.max(1, Math.round(size / 1024))} KB`

/** Read by the browser: `btoa` cannot hold a large file as arguments. */
const base64 = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    // Of an empty file it is no more than `data:`.
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '')
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
