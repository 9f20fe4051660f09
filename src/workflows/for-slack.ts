import type { Bound } from './bound.ts'
import { acceptSuggestions, countSuggestions, previewSuggestions } from './identity/accept-suggestions.ts'
import { answerQuestion } from './identity/answer-question.ts'
import { askOwner } from './identity/ask-owner.ts'
import { confirmAnswer, dismissAnswer } from './identity/decide-answer.ts'
import { previewDomains, readDomains, saveDomains } from './identity/declare-domains.ts'
import { identifyAccount } from './identity/identify-account.ts'
import { readIdentity } from './identity/read-identity.ts'
import { unlinkAccount } from './identity/unlink-account.ts'
import { findPeople, readPerson } from './people/find-people.ts'
import { joinPeople, keepApart, readJoining } from './people/join-people.ts'
import { noteGroupEvent, notePersonEvent } from './people/note-person-event.ts'
import { partPeople } from './people/part-people.ts'
import { readPeopleNotices } from './people/read-people-notices.ts'
import { readLeaving, setLeaving } from './people/set-leaving.ts'
import { whois } from './people/whois.ts'
import { permission } from './workspace/permission.ts'

const identity = {
  readIdentity,
  identifyAccount,
  unlinkAccount,
  countSuggestions,
  previewSuggestions,
  acceptSuggestions,
  askOwner,
  answerQuestion,
  confirmAnswer,
  dismissAnswer,
  readDomains,
  previewDomains,
  saveDomains,
}

const people = {
  findPeople,
  readPerson,
  whois,
  readLeaving,
  setLeaving,
  readPeopleNotices,
  readJoining,
  joinPeople,
  keepApart,
  partPeople,
  notePersonEvent,
  noteGroupEvent,
}

const workspace = { permission }

/** Everything that commands, buttons and windows call, by wing. */
export const forSlack = { ...identity, ...people, ...workspace }

/** The same as its callers see it: without the world. */
export type Workflows = Bound<typeof forSlack>
