import { Fragment } from 'preact'
import { type Inline, parseMrkdwn } from '../shared/mrkdwn.ts'
import { slackDate } from '../shared/slack-date.ts'
import { DrawnText } from './drawn-text.tsx'
import { personName, placeName } from './names.ts'
import { useSandbox } from './sandbox-context.ts'

type TextObject = { readonly type: string; readonly text: string }

/** A text object of Slack: plain, or with markup. */
export function MarkedText({ text }: { text: TextObject }) {
  if (text.type !== 'mrkdwn') return <DrawnText text={text.text} />
  return (
    <Fragment>
      {parseMrkdwn(text.text).map((paragraph, index) => {
        if (paragraph.kind === 'preformatted') return <pre key={index}>{paragraph.text}</pre>
        const children = <Inlines nodes={paragraph.children} />
        return paragraph.kind === 'quote' ? (
          <blockquote key={index}>{children}</blockquote>
        ) : (
          <span key={index} class="lines">
            {children}
          </span>
        )
      })}
    </Fragment>
  )
}

function Inlines({ nodes }: { nodes: readonly Inline[] }) {
  return (
    <Fragment>
      {nodes.map((node, index) => (
        <InlineNode key={index} node={node} />
      ))}
    </Fragment>
  )
}

function InlineNode({ node }: { node: Inline }) {
  const { screen, go } = useSandbox()
  switch (node.kind) {
    case 'text':
      return <DrawnText text={node.text} />
    case 'bold':
      return (
        <strong>
          <Inlines nodes={node.children} />
        </strong>
      )
    case 'italic':
      return (
        <em>
          <Inlines nodes={node.children} />
        </em>
      )
    case 'strike':
      return (
        <s>
          <Inlines nodes={node.children} />
        </s>
      )
    case 'code':
      return <code>{node.text}</code>
    case 'link':
      return <OutLink url={node.url} label={node.label} />
    case 'user':
      return <span class="mention">@{personName(screen, node.id)}</span>
    case 'channel': {
      const known = screen.places.some(place => place.id === node.id)
      const name = `#${placeName(screen, node.id)}`
      return known ? (
        <button type="button" class="mention" onClick={() => go({ at: node.id })}>
          {name}
        </button>
      ) : (
        <span class="mention">{name}</span>
      )
    }
    case 'everybody':
      return <span class="mention">@{node.name}</span>
    case 'date':
      return <Moment seconds={node.seconds} format={node.format} />
  }
}

/** A moment in the reader's zone. */
export function Moment({ seconds, format }: { seconds: number; format: string }) {
  const { screen, now } = useSandbox()
  const { timeZone } = screen.me
  const exact = slackDate(seconds, '{date_long} {time_secs}', { timeZone, now: now() })
  return (
    <time dateTime={new Date(seconds * 1000).toISOString()} title={`${exact} (${timeZone})`}>
      {slackDate(seconds, format, { timeZone, now: now() })}
    </time>
  )
}

/** A link out of the sandbox, in a tab of its own. */
export function OutLink({ url, label }: { url: string; label: string }) {
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {label}
    </a>
  )
}
