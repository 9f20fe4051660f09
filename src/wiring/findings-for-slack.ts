import type { Workflows } from '../slack/workflows.ts'
import type { AskAdmin } from '../workflows/accounts/read-account-card.ts'
import { noteConnection } from '../workflows/alerts/notices.ts'
import { explainVerdict } from '../workflows/checks/explain-verdict.ts'
import { readFinding, readGroup } from '../workflows/checks/read-finding.ts'
import { accountVerifier } from '../workflows/checks/verify-accounts.ts'
import type { Needs, Parts } from './needs.ts'
import { within } from './real-time.ts'

/** The workflows behind the buttons of findings. */
export function findingsForSlack(
  parts: Parts,
  needs: Needs,
  permission: AskAdmin,
): Pick<Workflows, 'readFinding' | 'readGroup' | 'explainVerdict' | 'verifyAccounts'> {
  const { clock, repositories: stored, slack, send } = parts
  const reading = {
    clock,
    ...parts.defaults,
    miroUrl: parts.config.miro.url,
    findings: stored.findings,
    evaluation: stored.evaluation,
  }
  const readPeople = async (workspaceId: string, slackUserIds: readonly string[]): Promise<void> => {
    const askedAt = clock()
    const users = await Promise.all(slackUserIds.map(id => slack.directory.person(id)))
    const known = users.flatMap(user => user ?? [])
    await stored.staffLook.record(workspaceId, { askedAt, users: known, eventIds: [], now: clock() })
  }
  const reads: Pick<Workflows, 'readFinding' | 'readGroup'> = {
    readFinding: input => readFinding(reading, input),
    readGroup: input => readGroup(reading, input),
  }
  return {
    ...reads,
    explainVerdict: input =>
      explainVerdict({ ...reads, accountCards: stored.accountCards, permission }, input),
    verifyAccounts: accountVerifier({
      ...needs.accounts,
      pause: parts.pause,
      within,
      token: needs.connecting.token,
      evaluation: stored.evaluation,
      readPeople,
      accounts: stored.accountLook,
      checkAccounts: needs.checkAccounts,
      noteTrouble: (key, trouble) => noteConnection(needs.notices, key, trouble),
      requestDelivery: async () => void (await send('deliver', 'all', {})),
      audit: stored.audit,
    }),
  }
}
