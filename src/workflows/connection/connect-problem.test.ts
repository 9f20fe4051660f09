import { expect, test } from 'vitest'
import { type ConnectProblem, describeProblem } from './connect-problem.ts'

const all: Record<ConnectProblem, true> = {
  denied: true,
  state_unknown: true,
  state_expired: true,
  state_used: true,
  other_browser: true,
  to_paste: true,
  other_person: true,
  wrong_secret: true,
  wrong_redirect: true,
  code_rejected: true,
  not_enterprise: true,
  not_admin: true,
  missing_scope: true,
  no_organization: true,
  other_organization: true,
  miro_unreachable: true,
}

test.each(Object.keys(all) as ConnectProblem[])('%s: one short sentence, and the next step', problem => {
  const { title, nextStep } = describeProblem(problem)
  expect(title.length).toBeLessThanOrEqual(75)
  expect(title).not.toMatch(/[.!]$/)
  expect(nextStep).toMatch(/type \/miro connect in Slack/)
  expect(nextStep).toMatch(/^[A-Z].*[^!]\.$/)
})
