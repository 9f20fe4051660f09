/** Read out by screen readers when it changes. */
export function LiveRegion({ text }: { text: string }) {
  return (
    <div class="unseen" role="status" aria-live="polite">
      {text}
    </div>
  )
}
