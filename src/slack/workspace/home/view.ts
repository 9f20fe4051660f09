import type { HomeView, KnownBlock } from '@slack/types'
import type { Home } from '../../../workflows/workspace/read-home.ts'
import { actions, button, header, home, section } from '../../frame/blocks.ts'
import { refusal } from '../../frame/standard-views.ts'
import { md } from '../../frame/text.ts'
import { homeIds } from '../../ids/workspace.ts'
import { adminBlocks } from './admin-view.ts'
import { memberBlocks } from './member-view.ts'

const title = header('Who has access to Miro')

/** App Home: for an administrator the state of everything, for everybody else what concerns them alone. */
export function homeView(given: Home, now: Date): HomeView {
  switch (given.for) {
    case 'admin':
      return home(homeIds.view, [title, ...adminBlocks(given, now)])
    case 'member':
      return home(homeIds.view, [title, ...memberBlocks(given)])
    case 'refused': {
      const { because, admins } = given
      const said = refusal({ allowed: false, because, admins }).message
      return home(homeIds.view, [title, ...(said.blocks as KnownBlock[])])
    }
  }
}

/** Instead of Home when it could not be read. */
export const unreadableView = (reference: string): HomeView =>
  home(homeIds.view, [
    title,
    section(md`This page could not be read just now. Reference ${reference}.`),
    actions([button('Try again', homeIds.refresh)]),
  ])
