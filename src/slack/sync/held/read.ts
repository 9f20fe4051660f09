/** What a button stands for; null when the value is none of ours. */
export const readHeldId = (value: string): string | null => (/^[\w-]{1,100}$/.test(value) ? value : null)
