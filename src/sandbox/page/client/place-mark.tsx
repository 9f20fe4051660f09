import type { PlaceShown } from '../shared/screen.ts'

const shapes: Readonly<Record<PlaceShown['kind'], string>> = {
  public: 'M6 2 4.5 14M11.5 2 10 14M2.5 5.5H14M2 10.5H13.5',
  private: 'M3.5 7.5h9v6.5h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  im: 'M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6',
  mpim: 'M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6',
}

const names: Readonly<Record<PlaceShown['kind'], string>> = {
  public: 'Channel',
  private: 'Private channel',
  im: 'Conversation',
  mpim: 'Conversation',
}

/** A small sign for the kind of a place. */
export function PlaceMark({ kind }: { kind: PlaceShown['kind'] }) {
  return (
    <svg class="place-mark" viewBox="0 0 16 16" role="img" aria-label={names[kind]}>
      <path d={shapes[kind]} />
    </svg>
  )
}
