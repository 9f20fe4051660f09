import type { ModalView } from '@slack/types'
import type { Setup, SetupConnection } from '../../../workflows/workspace/read-setup.ts'
import { nextButton } from '../../doors/setup.ts'
import { actions, button, context, modal, section } from '../../frame/blocks.ts'
import { bold, counted, md } from '../../frame/text.ts'
import { criticalIds } from '../../ids/rule.ts'

const mostNamed = 50

/** Where there are several organizations, each is a system of its own. */
export function organizationsView(connections: readonly SetupConnection[]): ModalView {
  const hidden = connections.length - mostNamed
  return modal({
    callbackId: criticalIds.choose,
    title: 'Critical system',
    blocks: [
      section(md`Each Miro organization is a critical system of its own.`),
      ...connections.slice(0, mostNamed).map(({ organizationName, critical, key }) =>
        section(
          md`${bold(organizationName)}\n${critical ? md`Critical system` : md`Not a critical system`}`,
          {
            accessory: button('Choose', criticalIds.page, { value: key.miroOrgId }),
          },
        ),
      ),
      hidden > 0 && context(md`${counted(hidden, 'more organization')} not shown here.`),
    ],
  })
}

/** Said after Miro was added, with the step that comes next. */
export function addedView(
  connection: SetupConnection,
  outcome: 'added' | 'already',
  setup: Setup,
): ModalView {
  const next = nextButton(setup)
  const name = bold(connection.organizationName)
  const said =
    outcome === 'added'
      ? md`${name} in Miro is now a critical system.`
      : md`${name} was a critical system already. Nothing changed.`
  const then =
    connection.rule === null
      ? md`Next, say who is a valid user. Until then nobody can tell valid access from invalid, and one check fails for that.`
      : md`Its accounts are being checked against the rule now.`
  return modal({
    callbackId: criticalIds.added,
    title: 'Critical system',
    blocks: [section(md`${said}\n${then}`), next !== null && actions([next])],
  })
}
