/** What Windows-1252 has where Latin-1 has control characters, 0x80 to 0x9f. Unassigned ones stay what they are. */
const letters = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Written by hand: some versions of Node decode windows-1252 as Latin-1. */
export const fromWindows1252 = (bytes: Buffer): string =>
  bytes.toString('latin1').replace(/[\u0080-\u009f]/g, sign => letters[sign.charCodeAt(0) - 0x80] ?? sign)
