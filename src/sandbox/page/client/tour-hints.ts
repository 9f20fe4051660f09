import type { TourShown } from '../shared/screen.ts'

export type Hint = {
  readonly title: string
  readonly text: string
  readonly done: (tour: TourShown) => boolean
}

/** The way to the first alert. */
export const hints: readonly Hint[] = [
  {
    title: 'Connect Miro',
    text: 'Press Connect Miro in the app’s Home, or type /miro connect in any channel. Press Next. The keys appear here when the window asks for them. Then open Miro, and allow the app there.',
    done: tour => tour.connected,
  },
  {
    title: 'Choose valid users',
    text: 'In the window, or in the app’s Home: add Miro as a critical system, then choose who may use it.',
    done: tour => tour.ruled,
  },
  {
    title: 'Choose a channel',
    text: 'Choose #access-alerts. The first summary comes there.',
    done: tour => tour.channelChosen,
  },
  {
    title: 'Somebody leaves',
    text: 'Under People in Slack, deactivate Carla Mendes. The alert comes to the channel within seconds.',
    done: tour => tour.alerted,
  },
]
