import type { Workflows } from '../../../workflows/for-slack.ts'
import { action, type Listener, submission } from '../../frame/listener.ts'
import { domainsIds } from '../../ids/identity.ts'
import { readDomainsForm, readDomainsPreview } from './read.ts'
import { domainsPreview, domainsSavedView, domainsView } from './view.ts'

/** Which domains are the same company: shown, previewed, saved. */
export function domainsListeners(
  workflows: Pick<Workflows, 'readDomains' | 'previewDomains' | 'saveDomains'>,
): Listener[] {
  return [
    action(domainsIds.open, 'open', async ({ who, answer }) =>
      answer.show(domainsView(await workflows.readDomains(who.workspaceId))),
    ),
    submission(
      domainsIds.modal,
      readDomainsForm,
      async ({ who: { workspaceId }, answer }, { domains, seen }) => {
        const preview = await workflows.previewDomains({ workspaceId, domains })
        await answer.show(domainsPreview({ domains, seen, preview }))
      },
    ),
    submission(
      domainsIds.preview,
      readDomainsPreview,
      async ({ who: { workspaceId, slackUserId: by }, answer }, input) => {
        await answer.show(domainsSavedView(await workflows.saveDomains({ workspaceId, by, ...input })))
      },
    ),
  ]
}
