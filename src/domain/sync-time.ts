/** A page of Miro's list holds so many accounts, and takes a slow organization so many seconds. */
const miroPage = { accounts: 100, seconds: 2 }
/** The same of Slack's people, whom Slack gives twenty times a minute. */
const slackPage = { people: 200, seconds: 3 }

/** Minutes that a sync of so many accounts takes, with about as many people in Slack; rather too many than too few. */
export function minutesOfSync(accounts: number): number {
  const miro = Math.ceil(accounts / miroPage.accounts) * miroPage.seconds
  const slack = Math.ceil(accounts / slackPage.people) * slackPage.seconds
  return Math.max(1, Math.round((miro + slack) / 60))
}
