import type { Log } from '../../log.ts'

/** What was acted upon, known to every process that serves the workspace, also after a restart. */
export type Acted = {
  /** Says that a request is acted upon. False: it was before. */
  claim(workspaceId: string, id: string): Promise<boolean>
  has(workspaceId: string, id: string): Promise<boolean>
}

/** What Slack asks for could not be stored, or not in time: it is to send its event again. */
export class NotStored extends Error {
  override readonly name = 'NotStored'
}

/** Slack waits for three seconds; less than that is left for the answer's way. */
const longestMs = 2_500

/** Throws NotStored unless `work`, which never rejects, says within the time that it is stored. It may go on after that. */
export async function storedInTime(work: Promise<boolean>): Promise<void> {
  let tooLong: NodeJS.Timeout | undefined
  const limit = new Promise<boolean>(resolve => {
    tooLong = setTimeout(() => resolve(false), longestMs)
  })
  const isStored = await Promise.race([work, limit])
  clearTimeout(tooLong)
  if (!isStored) throw new NotStored('Slack is to send its event again')
}

/** In Socket Mode an answer cannot be sent while the connection is renewed; the work is done all the same. */
export async function acknowledged(log: Log, ack: () => Promise<unknown>): Promise<void> {
  try {
    await ack()
  } catch (error) {
    log.warn(
      { err: error instanceof Error ? error : undefined },
      'Slack could not be told that its request arrived',
    )
  }
}
