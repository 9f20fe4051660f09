import { existsSync, readFileSync } from 'node:fs'
import Ajv from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { policy } from '../src/slack/policy.ts'
import {
  command,
  homeTab,
  listeners,
  messagesReadOnly,
  optionalScopes,
  requiredScopes,
} from '../src/slack/register.ts'

type Manifest = {
  features: {
    app_home: {
      home_tab_enabled: boolean
      messages_tab_enabled: boolean
      messages_tab_read_only_enabled: boolean
    }
    slash_commands: { command: string; url: string; usage_hint: string; should_escape: boolean }[]
  }
  oauth_config: { scopes: { bot: string[]; bot_optional: string[] } }
  settings: {
    event_subscriptions: { request_url: string; bot_events: string[] }
    interactivity: { is_enabled: boolean; request_url: string; message_menu_options_url: string }
  }
}

const file = new URL('../manifest.yml', import.meta.url)
const manifest = parse(readFileSync(file, 'utf8')) as Manifest
const schemaFile = new URL(
  '../../shared/reference/slack/manifest-schema/manifest.schema.2.0.0.json',
  import.meta.url,
)

/** Listeners are plain data until they are called. */
const registered = listeners(
  new Proxy(
    {},
    { get: (_all, name) => (name === 'workflows' ? new Proxy({}, { get: () => () => {} }) : {}) },
  ) as Parameters<typeof listeners>[0],
)

describe('manifest.yml', () => {
  test('has the command the bot answers to, and names its words', () => {
    expect(manifest.features.slash_commands.map(each => each.command)).toEqual([command])
    const hinted = manifest.features.slash_commands[0]?.usage_hint.split(', ').sort()
    const words = registered.flatMap(each => (each.kind === 'word' ? [each.word] : [])).sort()
    expect(hinted).toEqual(words)
  })

  test('has mentions come with ids: a name alone does not say who is meant', () => {
    expect(manifest.features.slash_commands.map(each => each.should_escape)).toEqual([true])
  })

  test('subscribes to the events the bot listens for, and to no others', () => {
    const events = registered.flatMap(each => (each.kind === 'event' ? [each.name] : []))
    expect(manifest.settings.event_subscriptions.bot_events.toSorted()).toEqual(events.toSorted())
  })

  test('has the Home tab the bot publishes to, and the messages it writes', () => {
    const home = manifest.features.app_home
    expect([home.home_tab_enabled, home.messages_tab_enabled]).toEqual([homeTab, true])
    // The sandbox's page has no input there either.
    expect(home.messages_tab_read_only_enabled).toBe(messagesReadOnly)
  })

  test('asks for the scopes the bot uses, and marks the optional ones', () => {
    const { bot, bot_optional } = manifest.oauth_config.scopes
    expect(bot.toSorted()).toEqual([...requiredScopes, ...optionalScopes].toSorted())
    expect(bot_optional.toSorted()).toEqual([...optionalScopes].toSorted())
  })

  test('sends everything to the one address', () => {
    const { event_subscriptions, interactivity } = manifest.settings
    const urls = [
      manifest.features.slash_commands[0]?.url,
      event_subscriptions.request_url,
      interactivity.request_url,
      interactivity.message_menu_options_url,
    ]
    expect(new Set(urls)).toEqual(new Set(['https://bot.example.com/slack/events']))
  })

  test.skipIf(!existsSync(schemaFile))(
    'is what Slack accepts (skipped where its schema is not at hand)',
    () => {
      const ajv = new Ajv.default({ strict: false, allErrors: true })
      addFormats.default(ajv)
      const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')) as object)
      validate(manifest)
      expect(validate.errors).toBeNull()
    },
  )
})

test('everything the bot answers to has a row in the table of who may, and no row is left over', () => {
  const names = registered.flatMap(each =>
    each.kind === 'event' ? [] : [each.kind === 'word' ? `${command} ${each.word}` : each.id],
  )
  const built = ['common.type_again', 'common.open_link']
  // A menu that searches while somebody types is two listeners with one name.
  expect([...policy.keys()].toSorted()).toEqual([...new Set([...names, ...built])].toSorted())
})

test('no two listeners have the same name', () => {
  const names = registered.flatMap(each => {
    if (each.kind === 'word') return [each.word, ...(each.also ?? [])].map(word => `word ${word}`)
    return [`${each.kind} ${each.kind === 'event' ? each.name : each.id}`]
  })
  expect(names.toSorted()).toEqual([...new Set(names)].toSorted())
})
