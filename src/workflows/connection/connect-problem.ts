/** Why connecting to Miro ended without a connection. */
export type ConnectProblem =
  | 'denied'
  | 'state_unknown'
  | 'state_expired'
  | 'state_used'
  | 'other_browser'
  | 'to_paste'
  | 'other_person'
  | 'wrong_secret'
  | 'wrong_redirect'
  | 'code_rejected'
  | 'not_enterprise'
  | 'not_admin'
  | 'missing_scope'
  | 'no_organization'
  | 'other_organization'
  | 'miro_unreachable'

/** One problem in words: what happened, and what to do about it. Plain text, the same in Slack and in the browser. */
export type ProblemInWords = { readonly title: string; readonly nextStep: string }

const again = 'type /miro connect in Slack'

const problems: Readonly<Record<ConnectProblem, ProblemInWords>> = {
  denied: {
    title: 'Access was not granted in Miro',
    nextStep: `To try again, ${again}, and allow the app on Miro’s page.`,
  },
  state_unknown: {
    title: 'This link is not known here',
    nextStep: `To start again, ${again}, and use the button it gives you.`,
  },
  state_expired: {
    title: 'This link is no longer good',
    nextStep: `It works for 10 minutes. For a new one, ${again}.`,
  },
  state_used: {
    title: 'This link was used already',
    nextStep: `Slack shows what came of it. For a new link, ${again}.`,
  },
  other_browser: {
    title: 'You came back in another browser',
    nextStep: `Use one browser from the button in Slack to the end. To start again, ${again}.`,
  },
  to_paste: {
    title: 'One more step in Slack',
    nextStep: `Copy the whole address of this page, and paste it into the window in Slack. If that is closed, ${again}.`,
  },
  other_person: {
    title: 'Somebody else began with this address',
    nextStep: `It works only for the person who pressed the button in Slack. To connect yourself, ${again}.`,
  },
  wrong_secret: {
    title: 'Miro did not accept the client secret or the redirect URI',
    nextStep: `Copy the client ID and secret from App Credentials of one and the same Miro app. Compare its redirect URI with the address in the first step, letter by letter. Then ${again}.`,
  },
  wrong_redirect: {
    title: 'The redirect URI is not the one in the Miro app',
    nextStep: `Copy the address from the first step into Redirect URI for OAuth2.0 of your Miro app. Then ${again}.`,
  },
  code_rejected: {
    title: 'Miro did not accept the code it gave itself',
    nextStep: `A code works once, for 10 minutes. For a new one, ${again}.`,
  },
  not_enterprise: {
    title: 'This Miro organization is not on the Enterprise plan',
    nextStep: `Miro shows members to apps on that plan only. If you have an Enterprise organization, ${again}, and choose one of its teams on Miro’s page.`,
  },
  not_admin: {
    title: 'Miro does not let this account read the organization’s members',
    nextStep: `That needs the Enterprise plan and a Company Admin. Ask one to ${again}, and to choose a production team on Miro’s page.`,
  },
  missing_scope: {
    title: 'The Miro app lacks the permission organizations:read',
    nextStep: `Tick organizations:read under Permissions in the settings of your Miro app. Then ${again}.`,
  },
  no_organization: {
    title: 'Miro named no organization',
    nextStep: `To try again, ${again}, and choose a production team on Miro’s page, not a Developer team.`,
  },
  other_organization: {
    title: 'This is another Miro organization than the one to reconnect',
    nextStep: `To reconnect with the right one, or to connect the other one as new, ${again}.`,
  },
  miro_unreachable: {
    title: 'Miro did not answer',
    nextStep: `Nothing was stored. Wait a few minutes, then ${again}.`,
  },
}

export const describeProblem = (problem: ConnectProblem): ProblemInWords => problems[problem]

/** Tells in Slack what came of Miro's consent page: in the window if it is still open, and by direct message. */
export type LiveConnect = {
  connected(told: { workspaceId: string; slackUserId: string; viewId: string | null }): Promise<void>
  failed(told: {
    slackUserId: string
    viewId: string | null
    problem: ConnectProblem
    /** The organization a reconnect had to come back with: starting again asks for the same. */
    expectedOrgId: string | null
  }): Promise<void>
}
