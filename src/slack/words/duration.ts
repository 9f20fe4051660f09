import { counted } from '../frame/text.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** "3 h 12 min", "2 days 4 h", "less than a minute" */
export function durationInWords(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / minute)
  if (minutes < 1) return 'less than a minute'
  const [days, hours, rest] = [
    Math.floor(milliseconds / day),
    Math.floor((milliseconds % day) / hour),
    Math.floor((milliseconds % hour) / minute),
  ]
  if (days > 0) return hours > 0 ? `${counted(days, 'day')} ${hours} h` : counted(days, 'day')
  if (hours > 0) return rest > 0 ? `${hours} h ${rest} min` : `${hours} h`
  return `${rest} min`
}

/** How long somebody has, as it is chosen: "24 h", "7 days" */
export const allowedInWords = (milliseconds: number): string =>
  milliseconds <= 2 * day && milliseconds % hour === 0
    ? `${milliseconds / hour} h`
    : durationInWords(milliseconds)
