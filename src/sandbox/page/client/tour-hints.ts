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
    text: 'Write /miro connect to the app, or press Connect Miro in its Home. Press Next, put in the keys, open Miro, and allow it there.',
    done: tour => tour.connected,
  },
  {
    title: 'Say what counts',
    text: 'In the window, or in the app’s messages: add Miro as a critical system, then say who is a valid user.',
    done: tour => tour.ruled,
  },
  {
    title: 'Choose a channel',
    text: 'Where do alerts go? Choose #access-alerts. The first summary comes there.',
    done: tour => tour.channelChosen,
  },
  {
    title: 'Somebody leaves',
    text: 'Under Outside, deactivate Carla Mendes in Slack. The alert comes to the channel within seconds.',
    done: tour => tour.alerted,
  },
]
