import type { Workflows } from '../../../workflows/for-slack.ts'
import { type Listener, submission } from '../../frame/listener.ts'
import { domainsIds } from '../../ids/identity.ts'
import { type DomainsForm, readDomainsForm, readDomainsPreview } from './read.ts'
import { domainsPreview, domainsSavedView, domainsView } from './view.ts'

/** Which domains are the same company: shown, previewed, saved. */
export function domainsListeners(
  workflows: Pick<Workflows, 'readDomains' | 'previewDomains' | 'saveDomains'>,
): Listener[] {
  return [
    {
      kind: 'action',
      id: domainsIds.open,
      screen: 'open',
      handle: async ({ who, answer }) =>
        answer.show(domainsView(await workflows.readDomains(who.workspaceId))),
    },
    submission<DomainsForm>({
      id: domainsIds.modal,
      read: readDomainsForm,
      async handle({ who: { workspaceId }, answer, input: { domains, seen } }) {
        const preview = await workflows.previewDomains({ workspaceId, domains })
        await answer.show(domainsPreview({ domains, seen, preview }))
      },
    }),
    submission<DomainsForm>({
      id: domainsIds.preview,
      read: readDomainsPreview,
      async handle({ who: { workspaceId, slackUserId: by }, answer, input }) {
        await answer.show(domainsSavedView(await workflows.saveDomains({ workspaceId, by, ...input })))
      },
    }),
  ]
}
