import { SlackProblem } from '../../slack/slack-problem.ts'

/** What Slack would say to the person. */
export function problemInWords(error: unknown): string {
  if (error instanceof SlackProblem) {
    if (error.code === 'invalid_command') return 'Slack knows no such command. Type /miro help.'
    if (error.code === 'operation_timeout') return 'The app did not answer in time. Try again.'
    if (error.code === 'dispatch_failed') return 'The app could not be reached. Try again.'
    return `The app answered what Slack does not take: ${error.message}`
  }
  return error instanceof Error ? error.message : String(error)
}
