/** The run a button stands for; null when the value is none of ours. */
export const readRunId = (value: string): string | null => (/^[\w-]{1,100}$/.test(value) ? value : null)
