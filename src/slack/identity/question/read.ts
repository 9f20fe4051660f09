/** The question a button stands for; null when the value is none of ours. */
export const readQuestion = (value: string): string | null => (/^[\w-]{1,64}$/.test(value) ? value : null)
