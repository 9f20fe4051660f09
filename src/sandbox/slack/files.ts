import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { findInput } from './find-element.ts'
import type { Desk } from './interaction.ts'
import { limits } from './limits.ts'
import { Refusal } from './refusal.ts'
import type { LocalFile, LocalUser, LocalView } from './shapes.ts'
import { type Method, required } from './web-api/args.ts'
import { nextId, type World } from './world.ts'

/** A file as somebody has it on their machine. */
export type OwnFile = { readonly name: string; readonly bytes: Buffer }

/**
 * Puts a file into a `file_input`: uploads it, and the form holds it. The one before makes room where only one may
 * be there. Throws what Slack's own form says.
 */
export const attach = (desk: Desk, user: LocalUser, view: LocalView, wanted: string, own: OwnFile): void => {
  const { block, element } = findInput(view.blocks, wanted)
  if (element.type !== 'file_input') throw new Error(`"${wanted}" takes no files`)
  const ending = endingOf(own.name)
  const types = Array.isArray(element['filetypes']) ? element['filetypes'].map(String) : null
  if (types !== null && !types.includes(ending))
    throw new Error(`This file type is not supported here: ${ending}. Taken: ${types.join(', ')}`)
  if (own.bytes.length > limits.fileBytes) throw new Error('The file is larger than 10 MB.')
  if (own.bytes.length === 0) throw new Error('The file is empty.')
  const most = Number(element['max_files'] ?? limits.fileInput)
  const state = view.state.values[block.block_id ?? '']
  const held = state?.[element.action_id ?? '']
  const files = Array.isArray(held?.['files']) ? held['files'] : []
  if (files.length >= most && most > 1) throw new Error(`No more than ${most} files may be chosen`)
  const file = store(desk, user, own)
  if (state !== undefined)
    state[element.action_id ?? ''] = {
      type: 'file_input',
      files: most === 1 ? [file.wire] : [...files, file.wire],
    }
  desk.world.changed('view')
}

const types: Readonly<Record<string, string>> = { csv: 'text/csv', txt: 'text/plain', pdf: 'application/pdf' }

const store = ({ world, filesUrl }: Desk, user: LocalUser, own: OwnFile): LocalFile => {
  const id = nextId(world, 'F')
  const path = `${world.team.id}-${id}-${randomBytes(5).toString('hex')}`
  const { name, bytes } = own
  const wire = fileWire(world, filesUrl, { id, name, title: name, size: bytes.length, user: user.id, path })
  const file = { wire, path, bytes }
  world.files.set(id, file)
  return file
}

type Described = {
  id: string
  name: string
  title: string
  size: number
  user: string
  path: string
}

/** A file object, shared nowhere yet. */
export const fileWire = (world: World, filesUrl: string, file: Described): LocalFile['wire'] => {
  const ending = endingOf(file.name)
  const name = encodeURIComponent(file.name.toLowerCase().replace(/[^a-z0-9.-]+/gi, '_'))
  const at = `${filesUrl}${file.path}`
  const created = Math.floor(world.clock().getTime() / 1000)
  return {
    ...{ id: file.id, created, timestamp: created, name: file.name, title: file.title },
    mimetype: types[ending] ?? 'application/octet-stream',
    ...{ filetype: ending, pretty_type: ending.toUpperCase(), user: file.user, user_team: world.team.id },
    ...{ editable: false, size: file.size, mode: 'hosted', is_external: false, external_type: '' },
    ...{ is_public: false, public_url_shared: false, display_as_bot: false, username: '' },
    ...{ url_private: `${at}/${name}`, url_private_download: `${at}/download/${name}` },
    permalink: `https://${world.team.domain}.slack.com/files/${file.user}/${file.id}/${name}`,
    ...{ channels: [], groups: [], ims: [], shares: {}, comments_count: 0, file_access: 'visible' },
  }
}

const endingOf = (name: string): string => name.split('.').at(-1)?.toLowerCase() ?? ''

export const fileMethods: Record<string, Method> = {
  'files.info': {
    scope: 'files:read',
    token: 'bot',
    run: (world, args) => {
      const file = world.files.get(required(args, 'file'))
      if (file === undefined) throw new Refusal('file_not_found')
      return { file: file.wire, comments: [], response_metadata: { next_cursor: '' } }
    },
  },
}

/**
 * `url_private` and `url_private_download`: the file, for the bot's token in the header. To anybody else Slack shows
 * the page to sign in, with 200 where the token lacks the scope, and sends there where there is no token.
 */
export const answerFile = (
  world: World,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): number => {
  const file = [...world.files.values()].find(one => one.path === path)
  const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const html = { 'content-type': 'text/html; charset=utf-8' }
  if (token !== world.bot.token || world.tokenTrouble !== null) {
    response.writeHead(302, {
      ...html,
      location: `https://${world.team.domain}.slack.com/?redir=%2Ffiles-pri`,
    })
    response.end()
    return 302
  }
  if (!world.bot.scopes.includes('files:read')) {
    response.writeHead(200, html).end('<!DOCTYPE html><html><head><title>Slack</title></head></html>')
    return 200
  }
  if (file === undefined) {
    response.writeHead(404, html).end('<!DOCTYPE html><html><body>File not found</body></html>')
    return 404
  }
  const { name, mimetype } = file.wire
  response.writeHead(200, {
    'content-type': mimetype,
    'content-length': file.bytes.length,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  })
  response.end(file.bytes)
  return 200
}
