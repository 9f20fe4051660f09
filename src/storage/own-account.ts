/**
 * Whether account `a` is the one of the person whose Slack id stands in `parameter`: by its address, also where no
 * check has run yet, or by whom it was matched or given to. A guest is not the account of the person who answers
 * for it.
 */
export const isOwnAccount = (parameter: string): string => `EXISTS (
  SELECT 1 FROM person o WHERE o.workspace_id = a.workspace_id AND o.slack_user_id = ${parameter} AND (
    EXISTS (
      SELECT 1 FROM person_address d
      WHERE d.workspace_id = o.workspace_id AND d.person_id = o.id AND d.address = a.address)
    OR EXISTS (
      SELECT 1 FROM assessment s
      WHERE s.workspace_id = a.workspace_id AND s.miro_org_id = a.miro_org_id AND s.account_id = a.id
        AND s.class <> 'external' AND s.person_id = o.id)
    OR EXISTS (
      SELECT 1 FROM classification c
      WHERE c.workspace_id = a.workspace_id AND c.miro_org_id = a.miro_org_id AND c.account_id = a.id
        AND c.class <> 'external' AND c.person_id = o.id)))`

/** Whether the bot takes `a` for that person's by more than a likeness of names, though nobody has said so yet. */
export const looksLikeOwnAccount = (parameter: string): string => `EXISTS (
  SELECT 1 FROM suggestion g
  JOIN person o ON o.workspace_id = g.workspace_id AND o.id = g.person_id AND o.slack_user_id = ${parameter}
  WHERE g.workspace_id = a.workspace_id AND g.miro_org_id = a.miro_org_id AND g.account_id = a.id
    AND g.because IN ('same_address', 'plus_tag'))`
