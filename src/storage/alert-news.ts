/**
 * SQL: an alert has something new to say at `now`. One that waits for its next try goes on waiting; one that was up
 * to date is due at once.
 */
export const withNews = (now: '$3' | '$4'): string => `
  wanted = wanted + 1,
  attempts = CASE WHEN sent >= wanted THEN 0 ELSE attempts END,
  next_try_at = CASE WHEN sent >= wanted THEN ${now}::timestamptz ELSE next_try_at END,
  changes_at = CASE WHEN changes_at > ${now}::timestamptz THEN changes_at END`
