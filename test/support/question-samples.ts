import type { Ground, Question } from '../../src/domain/question.ts'
import { hours } from './slack-samples.ts'

/** Carla was asked by Ada whether an account is hers. */
export const question = (more: Partial<Question> = {}): Question => ({
  id: 'q1',
  about: 'whose',
  miroOrgId: '3074457345618265000',
  organizationName: 'Acme',
  account: {
    id: '3074457345618265001',
    email: 'carla+miro@acme.com',
    role: 'organization_internal_user',
    lastActivityAt: hours(-100),
  },
  class: null,
  reason: null,
  because: 'plus_tag',
  personId: 'carla',
  personName: 'Carla Mendes',
  slackUserId: 'U0CARLA',
  askedBy: 'U0ADA',
  askedAt: hours(-24),
  remindedAt: null,
  answer: null,
  answeredAt: null,
  settledAs: null,
  settledBy: null,
  settledAt: null,
  ...more,
})

/** Carla was asked by the bot whether a guest still works with Acme. */
export const review = (more: Partial<Question> = {}): Question =>
  question({
    about: 'review',
    class: 'external',
    reason: 'Client review of the redesign',
    because: null,
    askedBy: null,
    account: {
      id: '3074457345618265002',
      email: 'client@northwind.example',
      role: 'organization_team_guest_user',
      lastActivityAt: null,
    },
    ...more,
  })

/** Nothing has changed since it was asked. */
export const ground = (more: Partial<Ground> = {}): Ground => ({
  live: true,
  identified: false,
  personLeft: false,
  decision: null,
  ...more,
})
