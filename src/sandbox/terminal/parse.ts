/** What somebody typed, understood. */
export type Command =
  | { readonly do: 'nothing' }
  | { readonly do: 'slash'; readonly command: string; readonly text: string }
  | { readonly do: 'fill'; readonly label: string; readonly value: string }
  | { readonly do: 'role'; readonly who: string; readonly role: string }
  | { readonly do: 'close'; readonly all: boolean }
  | { readonly do: PlainWord }
  | { readonly do: TextWord; readonly text: string }
  /** `answer`: what is possible instead. */
  | { readonly do: 'unclear'; readonly answer: string }

type PlainWord = 'submit' | 'look' | 'dm' | 'people' | 'accounts' | 'break' | 'mend' | 'help' | 'quit'

/** Words that take the rest of the line; `allow` and `cancel` may stand alone. */
type TextWord =
  | 'click'
  | 'allow'
  | 'cancel'
  | 'as'
  | 'show'
  | 'leave'
  | 'return'
  | 'deactivate'
  | 'remove'
  | 'restore'
  | 'wait'

export type Word = {
  readonly word: PlainWord | TextWord | 'close' | 'fill' | 'role'
  readonly usage: string
  readonly what: string
}

/** Every word there is, as `help` lists them. */
export const words: readonly { readonly heading: string; readonly words: readonly Word[] }[] = [
  {
    heading: 'In Slack',
    words: [
      {
        word: 'click',
        usage: 'click <button>',
        what: 'the window in front, else the newest message that has it',
      },
      { word: 'fill', usage: 'fill <label> = <value>[, <value>]', what: 'a field of the window in front' },
      { word: 'submit', usage: 'submit', what: 'the window in front' },
      { word: 'close', usage: 'close [all]', what: 'the window in front, or those under it too' },
      { word: 'look', usage: 'look', what: 'what is on screen now' },
      { word: 'show', usage: 'show #<channel>', what: 'its messages; commands are typed there from then on' },
      { word: 'dm', usage: 'dm', what: 'the bot’s messages to you; commands are typed there again' },
      { word: 'as', usage: 'as <name>', what: 'be somebody else; also as admin, as member, as guest' },
    ],
  },
  {
    heading: 'In Miro',
    words: [
      {
        word: 'allow',
        usage: 'allow [<name>]',
        what: 'allow the app on the consent page, as an admin or by name',
      },
      { word: 'cancel', usage: 'cancel', what: 'cancel on the consent page' },
      {
        word: 'deactivate',
        usage: 'deactivate <e-mail or name>',
        what: 'as an admin does for somebody who left',
      },
      { word: 'remove', usage: 'remove <e-mail or name>', what: 'out of the organization' },
      { word: 'restore', usage: 'restore <e-mail or name>', what: 'undo deactivate or remove' },
      {
        word: 'role',
        usage: 'role <e-mail or name> = <role>',
        what: 'Company Admin, Member, Guest, Team guest',
      },
      { word: 'break', usage: 'break miro', what: 'its API fails until mend miro' },
      { word: 'mend', usage: 'mend miro', what: 'its API works again' },
      { word: 'accounts', usage: 'accounts', what: 'everybody in Miro' },
    ],
  },
  {
    heading: 'In the company',
    words: [
      { word: 'leave', usage: 'leave <name>', what: 'the Slack account is deactivated' },
      { word: 'return', usage: 'return <name>', what: 'the Slack account works again' },
      { word: 'people', usage: 'people', what: 'everybody in Slack' },
    ],
  },
  {
    heading: 'Here',
    words: [
      { word: 'wait', usage: 'wait <text>', what: 'until the text appears, for scripts' },
      { word: 'help', usage: 'help', what: 'this list' },
      { word: 'quit', usage: 'quit', what: 'stop everything and delete the data' },
    ],
  },
]

const all = words.flatMap(group => group.words)

/** The commands of a line: several stand with ` ; ` between them. */
export const commandsIn = (line: string): string[] => line.split(/\s+;(?:\s+|$)/)

/** Reads one command. Words may be in any case; names and labels are kept as typed. */
export function parse(line: string): Command {
  const typed = line.trim()
  if (typed === '' || typed.startsWith('#')) return { do: 'nothing' }
  const [first = '', ...others] = typed.split(/\s+/)
  const rest = typed.slice(first.length).trim()
  if (first.startsWith('/')) return { do: 'slash', command: first, text: rest }
  const word = all.find(one => one.word === first.toLowerCase())
  if (word === undefined) {
    return { do: 'unclear', answer: `There is no "${first}". Type /miro help, or help for everything else.` }
  }
  switch (word.word) {
    case 'fill':
      return fill(rest, word)
    case 'role':
      return role(rest, word)
    case 'break':
    case 'mend':
      return rest.toLowerCase() === 'miro' ? { do: word.word } : typeIt(word)
    case 'allow':
    case 'cancel':
      return { do: word.word, text: rest }
    case 'close':
      return /^(all)?$/i.test(rest) ? { do: 'close', all: rest !== '' } : typeIt(word)
    case 'submit':
    case 'look':
    case 'dm':
    case 'people':
    case 'accounts':
    case 'help':
    case 'quit':
      return others.length === 0 ? { do: word.word } : typeIt(word)
    default:
      return rest === '' ? typeIt(word) : { do: word.word, text: rest }
  }
}

const typeIt = ({ usage, what }: Word): Command => ({ do: 'unclear', answer: `Type ${usage}: ${what}.` })

function fill(rest: string, word: Word): Command {
  if (rest.toLowerCase() === 'keys') return { do: 'fill', label: 'keys', value: '' }
  const at = rest.indexOf('=')
  const label = rest.slice(0, at).trim()
  return at < 0 || label === '' ? typeIt(word) : { do: 'fill', label, value: rest.slice(at + 1).trim() }
}

/** With or without the sign: an address has no spaces. */
function role(rest: string, word: Word): Command {
  const [, who = '', named = ''] = /^(.+?)\s*=\s*(.+)$/.exec(rest) ?? /^(\S+)\s+(.+)$/.exec(rest) ?? []
  return who === '' ? typeIt(word) : { do: 'role', who, role: named }
}
