import type { WebClient } from '@slack/web-api'
import { callSlack } from '../../frame/errors.ts'
import { testMessage } from './view.ts'

/** Posts once, without another try: who pressed the button can press it again. */
export const openTestPost =
  (client: WebClient) =>
  async (channelId: string, by: string): Promise<void> => {
    await callSlack(() => client.chat.postMessage({ channel: channelId, ...testMessage(by) }))
  }
