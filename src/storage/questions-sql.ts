import type { AccountClass } from '../domain/account.ts'
import type { About, Answer, Ground, Question, SettledAs } from '../domain/question.ts'
import type { Reviewed } from '../domain/review.ts'
import type { Because } from '../domain/suggest.ts'
import { withNews } from './alert-notices-sql.ts'
import { fields, flag, instant, orNull, type RowOf, text } from './engine/columns.ts'
import { command, statement } from './engine/statement.ts'
import { hasLeft } from './person-sql.ts'

/** A question with what is known now. `reviewed`: how often it is looked at; null where nobody decided. */
export type KnownQuestion = {
  readonly question: Question
  readonly ground: Ground
  readonly reviewed: Reviewed | null
}

export function knownQuestion(row: QuestionRow): KnownQuestion {
  const { accountId, email, role, lastActivityAt, live, identified, personLeft, ...rest } = row
  const { decidedPersonId, decidedBy, decidedAt, reviewAt, lastEndedAt, ...question } = rest
  const { class: kind } = question
  const decided = kind !== null && decidedBy !== null && decidedAt !== null
  return {
    question: { ...question, account: { id: accountId, email, role, lastActivityAt } },
    ground: {
      live,
      identified,
      personLeft,
      decision: decided ? { class: kind, personId: decidedPersonId, by: decidedBy, at: decidedAt } : null,
    },
    reviewed:
      decided && (kind === 'external' || kind === 'service' || kind === 'shared')
        ? { class: kind, decidedAt, reviewAt, lastEndedAt }
        : null,
  }
}

// $1 workspace, where nothing else is said.

/** Of `question`, and of what was decided about the account. */
const askedColumns = {
  ...{
    id: text(),
    about: text<About>(),
    miroOrgId: text(),
    accountId: text(),
    because: orNull(text<Because>()),
  },
  ...{ personId: text(), askedBy: orNull(text()), askedAt: instant(), remindedAt: orNull(instant()) },
  ...{ answer: orNull(text<Answer>()), answeredAt: orNull(instant()) },
  ...{ settledAs: orNull(text<SettledAs>()), settledBy: orNull(text()), settledAt: orNull(instant()) },
}
const decidedColumns = {
  ...{ class: orNull(text<AccountClass>()), reason: orNull(text()), decidedBy: orNull(text()) },
  ...{ decidedAt: orNull(instant()), reviewAt: orNull(instant()) },
}
const questionRow = {
  ...{ ...askedColumns, ...decidedColumns, decidedPersonId: orNull(text()), organizationName: text() },
  ...{ email: orNull(text()), role: text(), lastActivityAt: orNull(instant()) },
  ...{ personName: text(), slackUserId: orNull(text()) },
  ...{ live: flag(), identified: flag(), personLeft: flag(), lastEndedAt: orNull(instant()) },
}
export type QuestionRow = RowOf<typeof questionRow>

const dueRow = {
  ...{ miroOrgId: text(), accountId: text(), class: text<Reviewed['class']>(), personId: text() },
  ...{ slackUserId: text(), decidedAt: instant(), reviewAt: orNull(instant()) },
  lastEndedAt: orNull(instant()),
}

/** Not on the staff today. */
const isNoStaff = `(p.id IS NULL OR p.kind <> 'member' OR ${hasLeft('p', '$2')})`

/** $2 now. A question with what is known now of what it is about; conditions may use `q` and more parameters. */
const questions = (where: string, order = '') =>
  statement(questionRow)`
  SELECT ${fields(askedColumns, 'q')}, ${fields(decidedColumns, 'd')}, d.person_id AS "decidedPersonId",
    c.organization_name AS "organizationName", a.email, coalesce(a.role, 'unknown') AS role,
    a.last_activity_at AS "lastActivityAt", coalesce(p.name, '') AS "personName", p.slack_user_id AS "slackUserId",
    coalesce(c.state <> 'disconnected' AND a.removed_at IS NULL AND a.active IS NOT FALSE AND a.id IS NOT NULL, false)
      AS live,
    coalesce(s.class <> 'unidentified', false) AS identified, ${isNoStaff} AS "personLeft",
    last.ended_at AS "lastEndedAt"
  FROM question q
  JOIN connection c ON c.workspace_id = q.workspace_id AND c.miro_org_id = q.miro_org_id
  LEFT JOIN account a ON a.workspace_id = q.workspace_id AND a.miro_org_id = q.miro_org_id AND a.id = q.account_id
  LEFT JOIN assessment s
    ON s.workspace_id = q.workspace_id AND s.miro_org_id = q.miro_org_id AND s.account_id = q.account_id
  LEFT JOIN classification d
    ON d.workspace_id = q.workspace_id AND d.miro_org_id = q.miro_org_id AND d.account_id = q.account_id
  LEFT JOIN person p ON p.workspace_id = q.workspace_id AND p.id = q.person_id
  CROSS JOIN LATERAL (
    SELECT max(e.settled_at) AS ended_at FROM question e
    WHERE e.workspace_id = q.workspace_id AND e.miro_org_id = q.miro_org_id AND e.account_id = q.account_id
      AND e.about = 'review' AND e.id <> q.id AND e.asked_at >= d.decided_at) last
  WHERE q.workspace_id = $1 AND ${where} ${order}`

/** $3 the question */
export const one = questions('q.id = $3')

/** $3 organisation, $4 account, $5 how many; the newest first */
export const ofAccount = questions(
  'q.miro_org_id = $3 AND q.account_id = $4',
  'ORDER BY q.asked_at DESC, q.id LIMIT $5',
)

/** $3 the last id of the page before or null, $4 how many */
export const open = questions(
  `q.settled_at IS NULL AND q.id > coalesce($3::text, '')`,
  'ORDER BY q.id LIMIT $4',
)

/** $3 since when silence waits, $4 how many; what has waited longest first */
export const waiting = questions(
  `q.settled_at IS NULL AND (q.answer IS NOT NULL OR (q.about = 'review' AND q.asked_at <= $3))`,
  'ORDER BY coalesce(q.answered_at, q.asked_at), q.id LIMIT $4',
)

const message = (id: string, kind: 'question' | 'answer', again = false): string => `
  jsonb_build_object('kind', '${kind}', 'questionId', ${id}${kind === 'question' ? `, 'again', ${again}` : ''})`

/** What the log keeps of a question, by a row named `q`. */
const details = (more: string): string => `
  jsonb_build_object('miroOrgId', q.miro_org_id, 'about', q.about, 'personId', q.person_id,
    'email', (SELECT email FROM account WHERE workspace_id = $1 AND miro_org_id = q.miro_org_id AND id = q.account_id),
    'person', (SELECT name FROM person WHERE workspace_id = $1 AND id = q.person_id)${more})`

/**
 * $2 organisation, $3 now, $4 id, $5 account, $6 about, $7 person, $8 because, $9 by whom or null, $10 Slack id of who
 * is asked. Nobody who was asked before is asked again.
 */
export const ask = command`
  WITH asked AS (
    INSERT INTO question (workspace_id, miro_org_id, id, account_id, about, round, person_id, because, asked_by, asked_at)
    SELECT $1, $2, $4, $5, $6::text, 1 + (
        SELECT count(*) FROM question
        WHERE workspace_id = $1 AND miro_org_id = $2 AND account_id = $5 AND about = $6::text),
      $7, $8, $9, $3
    WHERE $6::text = 'whose' OR NOT EXISTS (
      SELECT FROM question
      WHERE workspace_id = $1 AND miro_org_id = $2 AND account_id = $5 AND about = 'review' AND settled_at IS NULL)
    ON CONFLICT DO NOTHING RETURNING *),
  told AS (
    INSERT INTO alert (workspace_id, miro_org_id, id, kind, facts, user_id, state, next_try_at, created_at)
    SELECT $1, $2, q.id || '-asked', 'question', ${message('q.id', 'question')}, $10, 'pending', $3, $3 FROM asked q),
  logged AS (
    INSERT INTO deed (workspace_id, at, actor, action, subject, details)
    SELECT $1, $3, coalesce($9, 'bot'), CASE q.about WHEN 'whose' THEN 'owner_asked' ELSE 'review_asked' END,
      q.account_id, ${details('')} FROM asked q)
  SELECT FROM asked`

/** $2 question, $3 now, $4 Slack id of who is reminded. */
export const remind = command`
  WITH reminded AS (
    UPDATE question SET reminded_at = $3
    WHERE workspace_id = $1 AND id = $2 AND reminded_at IS NULL AND answer IS NULL AND settled_at IS NULL
    RETURNING *)
  INSERT INTO alert (workspace_id, miro_org_id, id, kind, facts, user_id, state, next_try_at, created_at)
  SELECT $1, q.miro_org_id, q.id || '-again', 'question', ${message('q.id', 'question', true)}, $4, 'pending', $3, $3
  FROM reminded q ON CONFLICT DO NOTHING`

const follow = (of: string): string => `
  UPDATE alert SET ${withNews('$3')} FROM ${of}
  WHERE alert.workspace_id = $1 AND alert.id IN ($2 || '-asked', $2 || '-again', $2 || '-answer')
    AND alert.state <> 'dropped'`

/** What somebody decided about stays as it is until then: $`at` or, where that is null, no new day. */
const move = (of: string, at: string): string => `
  UPDATE classification d SET review_at = ${at} FROM ${of} q
  WHERE d.workspace_id = $1 AND d.miro_org_id = q.miro_org_id AND d.account_id = q.account_id
    AND d.decided_at <= q.asked_at AND ${at} IS NOT NULL`

/** Whoever asked, or decided, hears what became of it. $7 whom to tell or null. */
const tellOf = (of: string): string => `
    INSERT INTO alert (workspace_id, miro_org_id, id, kind, facts, user_id, state, next_try_at, created_at)
    SELECT $1, q.miro_org_id, q.id || '-answer', 'answer', ${message('q.id', 'answer')}, $7::text, 'pending', $3, $3
    FROM ${of} q WHERE $7::text IS NOT NULL ON CONFLICT DO NOTHING`

/** $2 question, $3 now, $4 answer, $5 by whom, $6 how it is settled or null, $7 whom to tell or null, $8 next review */
export const answer = statement({ miroOrgId: text(), accountId: text(), personId: text() })`
  WITH answered AS (
    UPDATE question SET answer = $4, answered_at = $3, settled_as = $6::text,
      settled_at = CASE WHEN $6::text IS NOT NULL THEN $3::timestamptz END
    WHERE workspace_id = $1 AND id = $2 AND answer IS NULL AND settled_at IS NULL
    RETURNING *),
  followed AS (${follow('answered')}),
  told AS (${tellOf('answered')}),
  moved AS (${move('answered', '$8::timestamptz')}),
  logged AS (
    INSERT INTO deed (workspace_id, at, actor, action, subject, details)
    SELECT $1, $3, $5, CASE q.about WHEN 'whose' THEN 'owner_answered' ELSE 'review_answered' END, q.account_id,
      ${details(`, 'answer', q.answer, 'reviewAt', $8::timestamptz`)} FROM answered q)
  SELECT miro_org_id AS "miroOrgId", account_id AS "accountId", person_id AS "personId" FROM answered`

/** $2 question, $3 now, $4 how, $5 by whom or null, $6 next review or null, $7 whom to tell or null. Only a dismissal is logged as a deed. */
export const settle = command`
  WITH settled AS (
    UPDATE question SET settled_as = $4, settled_by = $5::text, settled_at = $3
    WHERE workspace_id = $1 AND id = $2 AND settled_at IS NULL
    RETURNING *),
  followed AS (${follow('settled')}),
  told AS (${tellOf('settled')}),
  moved AS (${move('settled', '$6::timestamptz')}),
  logged AS (
    INSERT INTO deed (workspace_id, at, actor, action, subject, details)
    SELECT $1, $3, $5::text, 'answer_dismissed', q.account_id,
      ${details(`, 'answer', q.answer, 'reviewAt', $6::timestamptz`)} FROM settled q WHERE q.settled_as = 'dismissed')
  SELECT FROM settled`

/** $2 now, $3 decided or answered before: external people are asked about again, $4 review days before, $5 how many */
export const reviewable = statement(dueRow)`
  SELECT d.miro_org_id AS "miroOrgId", d.account_id AS "accountId", d.class, d.person_id AS "personId",
    p.slack_user_id AS "slackUserId", d.decided_at AS "decidedAt", d.review_at AS "reviewAt",
    last.ended_at AS "lastEndedAt"
  FROM classification d
  JOIN connection c ON c.workspace_id = d.workspace_id AND c.miro_org_id = d.miro_org_id AND c.state <> 'disconnected'
  JOIN account a ON a.workspace_id = d.workspace_id AND a.miro_org_id = d.miro_org_id AND a.id = d.account_id
    AND a.removed_at IS NULL AND a.active IS NOT FALSE
  JOIN person p ON p.workspace_id = d.workspace_id AND p.id = d.person_id AND p.slack_user_id IS NOT NULL
    AND NOT ${isNoStaff}
  CROSS JOIN LATERAL (
    SELECT max(q.settled_at) AS ended_at, coalesce(bool_or(q.settled_at IS NULL), false) AS open FROM question q
    WHERE q.workspace_id = d.workspace_id AND q.miro_org_id = d.miro_org_id AND q.account_id = d.account_id
      AND q.about = 'review' AND q.asked_at >= d.decided_at) last
  WHERE d.workspace_id = $1 AND NOT last.open AND (
    (d.class = 'external' AND greatest(d.decided_at, last.ended_at) <= $3)
    OR (d.class IN ('service', 'shared') AND d.review_at <= $4))
  ORDER BY coalesce(d.review_at, last.ended_at, d.decided_at), d.account_id LIMIT $5`
