import { z } from 'zod'
import { type DomainProblem, domainsIn, mostDomains } from '../../../domain/mail-address.ts'
import { typedText } from '../../frame/form-answers.ts'
import type { Read, Submitted } from '../../frame/listener.ts'
import { readJson } from '../../frame/read-json.ts'
import { foreign } from '../../frame/text.ts'
import { domainsIds } from '../../ids/identity.ts'

/** `seen`: the mark of the domains that stood there. */
export type DomainsForm = { readonly domains: readonly string[]; readonly seen: string }

const seen = z.string().regex(/^[0-9a-f]{8}$/)
const formMetadata = z.object({ m: seen })
const previewMetadata = z.object({ m: seen, d: z.array(z.string().max(100)).max(mostDomains) })

export function readDomainsForm({ metadata, state }: Submitted): Read<DomainsForm> {
  const read = domainsIn(typedText(state, domainsIds.list))
  if ('problem' in read) return { problems: { [domainsIds.list]: problemInWords(read.problem) } }
  return { input: { domains: read.domains, seen: readJson(formMetadata, metadata)?.m ?? '' } }
}

/** Read as if it had been typed: what comes back is believed no more than that. */
export function readDomainsPreview({ metadata }: Submitted): Read<DomainsForm> {
  const shown = readJson(previewMetadata, metadata)
  const read = domainsIn(shown?.d.join('\n') ?? '')
  return { input: { domains: 'domains' in read ? read.domains : [], seen: shown?.m ?? '' } }
}

function problemInWords(problem: DomainProblem): string {
  switch (problem.because) {
    case 'no_domain':
      return `“${foreign(problem.domain)}” is not a domain. Write it like acme.com, one a line.`
    case 'personal':
      return `At ${problem.domain} anybody gets an address, so the same name there can be somebody else. Leave it out.`
    case 'alone':
      return 'One domain alone says nothing. Name at least two that are the same company, or none.'
    case 'too_many':
      return `Name at most ${mostDomains} domains.`
  }
}
