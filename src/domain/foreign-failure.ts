/**
 * What another service refused, or did not answer. Miro's and Slack's errors are made from it, and nothing else is:
 * an error of the bot's own disk, keys or database is never told as theirs.
 */
export class ForeignFailure extends Error {}
