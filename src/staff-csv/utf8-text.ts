import { isUtf8 } from 'node:buffer'
import { UnreadableList } from '../domain/staff-list.ts'
import { limits } from './limits.ts'

export type Bytes = AsyncIterable<Uint8Array>

/** Pieces in which a file is looked at, however large those are in which it arrives. */
const piece = 64 * 1024
/** Enough to tell UTF-16 without a mark from UTF-8. */
const enough = 512

/**
 * The text of a file as UTF-8, without the mark at its start: from UTF-8, UTF-16 in either order, and Windows-1252.
 * Throws UnreadableList for what is no text, and beyond `limits.bytes`.
 */
export async function* utf8Text(bytes: Bytes): AsyncGenerator<Buffer> {
  let toText: ((chunk: Buffer, last: boolean) => Buffer) | null = null
  let held = Buffer.alloc(0)
  for await (const chunk of pieces(bytes)) {
    if (toText !== null) yield textual(toText(chunk, false))
    else {
      held = Buffer.concat([held, chunk])
      if (held.length < enough) continue
      toText = decoderFor(held)
      yield textual(toText(held, false))
    }
  }
  toText ??= decoderFor(held)
  yield textual(toText(held.length < enough ? held : Buffer.alloc(0), true))
}

async function* pieces(bytes: Bytes): AsyncGenerator<Buffer> {
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.byteLength
    if (size > limits.bytes)
      throw new UnreadableList({ kind: 'too_large', megabytes: limits.bytes / 1024 / 1024 })
    const whole = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    for (let at = 0; at < whole.length; at += piece) yield whole.subarray(at, at + piece)
  }
}

function textual(text: Buffer): Buffer {
  if (text.includes(0)) throw new UnreadableList({ kind: 'not_text' })
  return text
}

type Decoder = (chunk: Buffer, last: boolean) => Buffer

function decoderFor(start: Buffer): Decoder {
  const begins = (...signature: readonly number[]) => signature.every((byte, at) => start[at] === byte)
  if (begins(0x50, 0x4b, 3, 4) || begins(0xd0, 0xcf, 0x11, 0xe0)) throw new UnreadableList({ kind: 'excel' })
  if (begins(0xef, 0xbb, 0xbf)) return eightBits(3)
  if (begins(0xff, 0xfe)) return sixteenBits('utf-16le')
  if (begins(0xfe, 0xff)) return sixteenBits('utf-16be')
  // Of Latin letters in UTF-16 every second byte is 0.
  const zeros = [0, 0]
  for (let at = 0; at < Math.min(start.length, enough); at += 1)
    if (start[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const many = Math.min(start.length, enough) / 4
  if (odd > many && even === 0) return sixteenBits('utf-16le')
  if (even > many && odd === 0) return sixteenBits('utf-16be')
  return eightBits(0)
}

function sixteenBits(label: 'utf-16le' | 'utf-16be'): Decoder {
  const decoder = new TextDecoder(label, { fatal: true })
  return (chunk, last) => {
    try {
      return Buffer.from(decoder.decode(chunk, { stream: !last }))
    } catch {
      throw new UnreadableList({ kind: 'not_text' })
    }
  }
}

/**
 * UTF-8 until something is none; where that is the first letter outside ASCII, it was Windows-1252 all along. What is
 * neither becomes the sign for a lost letter.
 */
function eightBits(markLength: number): Decoder {
  let skip = markLength
  let kind: 'ascii' | 'utf8' | 'windows1252' = markLength > 0 ? 'utf8' : 'ascii'
  let tail = Buffer.alloc(0)
  return (chunk, last) => {
    const given = tail.length === 0 ? chunk.subarray(skip) : Buffer.concat([tail, chunk])
    skip = 0
    tail = Buffer.alloc(0)
    if (kind === 'windows1252') return Buffer.from(fromWindows1252(given))
    const end = last ? given.length : wholeLetters(given)
    const ready = given.subarray(0, end)
    if (isUtf8(ready)) {
      tail = Buffer.from(given.subarray(end))
      if (kind === 'ascii' && !isAscii(ready)) kind = 'utf8'
      return ready
    }
    if (kind === 'utf8' || holdsUtf8(given)) {
      kind = 'utf8'
      tail = Buffer.from(given.subarray(end))
      return Buffer.from(ready.toString())
    }
    kind = 'windows1252'
    return Buffer.from(fromWindows1252(given))
  }
}

const isAscii = (bytes: Buffer): boolean => !/[\u0080-\u00ff]/.test(bytes.toString('latin1'))

/** Ã before a control character or a sign of two letters: nobody writes that in Windows-1252. */
const holdsUtf8 = (bytes: Buffer): boolean => /\u00c3[\u0080-\u00bf]/.test(bytes.toString('latin1'))

/** How far a piece goes without cutting the letter at its end. */
function wholeLetters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return bytes.length
    if (byte < 0xc0) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
    return length > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

/** What Windows-1252 has where Latin-1 has control characters, 0x80 to 0x9f. Unassigned ones stay what they are. */
const letters = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Written by hand: some versions of Node decode windows-1252 as Latin-1. */
export const fromWindows1252 = (bytes: Buffer): string =>
  bytes.toString('latin1').replace(/[\u0080-\u009f]/g, sign => letters[sign.charCodeAt(0) - 0x80] ?? sign)
