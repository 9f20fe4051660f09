/** FNV-1a, 32 bits, as eight hexadecimal digits: to tell texts apart, not to keep anything secret. */
export function fingerprint(text: string): string {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0
  return value.toString(16).padStart(8, '0')
}
