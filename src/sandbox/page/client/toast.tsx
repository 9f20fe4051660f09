/** What went wrong, until it is closed or the next act. */
export function Toast({ text, onClose }: { text: string; onClose: () => void }) {
  return (
    <div class="toast" role="alert">
      <span>{text}</span>
      <button type="button" class="quiet" aria-label="Close this notice" onClick={onClose}>
        ✕
      </button>
    </div>
  )
}
