import type { CardPerson } from '../domain/account-card.ts'
import type { AccountFilter, AccountWords } from '../domain/account-list.ts'
import type { CheckId, Verdict, Why } from '../domain/check.ts'
import type { AccountClass } from '../domain/snapshot.ts'
import type { FoundPerson, SoughtPerson } from '../domain/sought-person.ts'
import type { Because } from '../domain/suggest.ts'
import type { CardShown } from '../workflows/accounts/read-account-card.ts'
import type { AccountsPage } from '../workflows/accounts/read-accounts.ts'
import type { TeamsRead } from '../workflows/accounts/read-teams.ts'
import type { ScimReport, ScimTokenSet } from '../workflows/accounts/scim-token.ts'
import type { TestSent } from '../workflows/alerts/send-test-message.ts'
import type { AlertChannelSet } from '../workflows/alerts/set-alert-channel.ts'
import type { AskedWhy, Explained } from '../workflows/checks/explain-verdict.ts'
import type { ChecksReport } from '../workflows/checks/read-checks.ts'
import type { FindingRef, FindingSheet, GroupPage } from '../workflows/checks/read-finding.ts'
import type { Verified } from '../workflows/checks/verify-accounts.ts'
import type { Begun, Connected, Pasted } from '../workflows/connection/connect-miro.ts'
import type { Disconnectable, Disconnected } from '../workflows/connection/disconnect-miro.ts'
import type { ConnectionKey } from '../workflows/connection-key.ts'
import type { Accepted, AcceptInput, ClearSuggestion } from '../workflows/identity/accept-suggestions.ts'
import type { Answered, AnswerInput } from '../workflows/identity/answer-question.ts'
import type { Asked, AskInput } from '../workflows/identity/ask-owner.ts'
import type { Confirmed, DecideInput, Dismissed } from '../workflows/identity/decide-answer.ts'
import type { DeclaredDomains, DomainsPreview, DomainsSaved } from '../workflows/identity/declare-domains.ts'
import type { Identified, IdentifyInput } from '../workflows/identity/identified.ts'
import type { AccountToIdentify, Hint, IdentityRead } from '../workflows/identity/read-identity.ts'
import type { Unlinked, UnlinkInput } from '../workflows/identity/unlink-account.ts'
import type { BroughtList, ImportRead } from '../workflows/people/import-staff.ts'
import type {
  JoinInput,
  JoiningRead,
  KeptApart,
  Pair,
  PeopleJoined,
} from '../workflows/people/join-people.ts'
import type { PersonEvent } from '../workflows/people/note-person-event.ts'
import type { PeopleParted } from '../workflows/people/part-people.ts'
import type { PeopleNotices } from '../workflows/people/read-people-notices.ts'
import type { LeavingInput, LeavingSet, readLeaving } from '../workflows/people/set-leaving.ts'
import type { AppliedStaffFile, readStaffFile } from '../workflows/people/staff-file.ts'
import type { Whois } from '../workflows/people/whois.ts'
import type { DraftKey, FoundAccount, RuleDrafted, RuleInput } from '../workflows/rule/draft-rule.ts'
import type { PreviewedRule, WouldFail } from '../workflows/rule/preview-rule.ts'
import type { CriticalSystem } from '../workflows/rule/read-critical.ts'
import type { RuleOptions } from '../workflows/rule/rule-options.ts'
import type { RuleSaved } from '../workflows/rule/save-rule.ts'
import type { HeldDecided } from '../workflows/sync/decide-held.ts'
import type { ProgressMessage, SyncRequested } from '../workflows/sync/request-sync.ts'
import type { Allow, Permission } from '../workflows/workspace/permission.ts'
import type { Home, HomePlace } from '../workflows/workspace/read-home.ts'
import type { SettingsReport, UserGroup } from '../workflows/workspace/read-settings.ts'
import type { Setup } from '../workflows/workspace/read-setup.ts'
import type { SettingsInput, SettingsSaved } from '../workflows/workspace/save-settings.ts'

/** What the handlers may call: the workflows, bound to everything they need. */
export type Workflows = {
  permission(input: { workspaceId: string; slackUserId: string; allow: Allow }): Promise<Permission>
  readSetup(workspaceId: string): Promise<Setup>
  readHome(who: { workspaceId: string; slackUserId: string }, place: HomePlace): Promise<Home>
  beginConnect(input: {
    workspaceId: string
    slackUserId: string
    clientId: string
    clientSecret: string
    expectedOrgId: string | null
    viewId: string | null
  }): Promise<Begun>
  /** What came of it is shown in Slack already, unless it could not be tied to a setup. */
  finishPasted(pasted: Pasted): Promise<Connected>
  addAsCritical(input: { key: ConnectionKey; by: string }): Promise<{ readonly outcome: 'added' | 'already' }>
  readCritical(key: ConnectionKey): Promise<CriticalSystem | null>
  removeFromCritical(input: {
    key: ConnectionKey
    by: string
  }): Promise<{ readonly outcome: 'removed' | 'already' }>
  setCriticalOwner(input: {
    key: ConnectionKey
    owner: string
    by: string
  }): Promise<{ readonly outcome: 'set' | 'unchanged' | 'not_staff' }>
  ruleOptions(
    key: ConnectionKey,
    draft: { readonly draftId: string | null; readonly by: string },
  ): Promise<RuleOptions>
  draftRule(input: RuleInput): Promise<RuleDrafted>
  keepRuleDraft(input: RuleInput): Promise<string>
  draftAgain(asked: DraftKey): Promise<RuleDrafted | null>
  previewRule(asked: DraftKey, onProgress: (looked: number) => Promise<void>): Promise<PreviewedRule | null>
  namesUnderRule(
    asked: DraftKey & { readonly afterId: string | null; readonly limit: number },
  ): Promise<{ readonly rows: readonly WouldFail[]; readonly more: boolean } | null>
  saveRule(asked: DraftKey): Promise<RuleSaved>
  waitForChecks(asked: {
    key: ConnectionKey
    version: number
  }): Promise<{ readonly fail: number; readonly unknown: number } | null>
  findAccounts(input: { key: ConnectionKey; text: string }): Promise<readonly FoundAccount[]>
  setAlertChannel(input: { workspaceId: string; channelId: string; by: string }): Promise<AlertChannelSet>
  /** When the accounts are read next by the schedule; null for a workspace the bot does not serve. */
  nextSync(workspaceId: string): Promise<Date | null>
  readDisconnectable(workspaceId: string): Promise<readonly Disconnectable[]>
  disconnectMiro(input: { key: ConnectionKey; by: string }): Promise<Disconnected>
  sendTestMessage(input: { workspaceId: string; by: string }): Promise<TestSent>
  /** Null for a workspace the bot does not serve. */
  readSettings(who: { workspaceId: string; slackUserId: string }): Promise<SettingsReport | null>
  saveSettings(input: SettingsInput): Promise<SettingsSaved>
  readDomains(workspaceId: string): Promise<DeclaredDomains>
  previewDomains(input: { workspaceId: string; domains: readonly string[] }): Promise<DomainsPreview>
  saveDomains(input: {
    workspaceId: string
    domains: readonly string[]
    seen: string
    by: string
  }): Promise<DomainsSaved>
  /** Null: the app may not read user groups. */
  userGroups(): Promise<readonly UserGroup[] | null>
  requestSync(input: {
    workspaceId: string
    by: string
    progress: ProgressMessage | null
  }): Promise<SyncRequested>
  readChecks(workspaceId: string): Promise<readonly ChecksReport[]>
  readBehind(input: {
    key: ConnectionKey
    checkId: CheckId
    verdict: Verdict
    afterId: string | null
  }): Promise<{ readonly rows: readonly BehindRow[]; readonly more: boolean }>
  accountWords(key: ConnectionKey): Promise<AccountWords>
  readAccounts(input: {
    key: ConnectionKey
    filter: AccountFilter
    afterId: string | null
  }): Promise<AccountsPage>
  readAccountCard(input: { key: ConnectionKey; accountId: string; by: string }): Promise<CardShown>
  readTeams(input: { key: ConnectionKey; accountId: string }): Promise<TeamsRead>
  /** The name on Miro's boards; null when none was found. */
  readName(input: { key: ConnectionKey; accountId: string }): Promise<string | null>
  whois(input: { workspaceId: string; by: string; subject: SoughtPerson }): Promise<Whois>
  /** Everybody who may be meant; at most 100. */
  findPeople(input: { workspaceId: string; sought: SoughtPerson }): Promise<readonly FoundPerson[]>
  readPerson(input: { workspaceId: string; personId: string }): Promise<CardPerson | null>
  readLeaving(input: { workspaceId: string; personId: string; by: string }): ReturnType<typeof readLeaving>
  setLeaving(input: LeavingInput): Promise<LeavingSet>
  readPeopleNotices(workspaceId: string): Promise<PeopleNotices>
  readJoining(input: Pair): Promise<JoiningRead>
  joinPeople(input: JoinInput): Promise<PeopleJoined>
  partPeople(input: { workspaceId: string; joinId: string; by: string }): Promise<PeopleParted>
  keepApart(input: Pair): Promise<KeptApart>
  readFinding(input: { workspaceId: string; ref: FindingRef }): Promise<FindingSheet | null>
  readGroup(input: {
    workspaceId: string
    groupId: string
    from: number
    limit: number
  }): Promise<GroupPage | null>
  explainVerdict(input: { workspaceId: string; asked: AskedWhy; by: string }): Promise<Explained>
  verifyAccounts(input: { key: ConnectionKey; accountIds: readonly string[]; by: string }): Promise<Verified>
  decideHeld(input: {
    workspaceId: string
    runId: string
    by: string
    decision: 'apply' | 'retry'
  }): Promise<HeldDecided>
  /** Null: there is no such connection. */
  readScim(key: ConnectionKey): Promise<ScimReport | null>
  setScimToken(input: { key: ConnectionKey; token: string; by: string }): Promise<ScimTokenSet>
  removeScimToken(input: { key: ConnectionKey; by: string }): Promise<boolean>
  decideHeldGroups(input: {
    workspaceId: string
    id: string
    by: string
    decision: 'apply' | 'retry'
  }): Promise<HeldDecided>
  /** Whether the app may read files that people upload. */
  mayReadFiles(): Promise<boolean>
  importStaff(input: { workspaceId: string; by: string; list: BroughtList }): Promise<ImportRead>
  /** A staged list that waits for somebody's word; null when it waits no longer. */
  readStaffFile(input: { workspaceId: string; id: string }): ReturnType<typeof readStaffFile>
  applyStaffFile(input: {
    workspaceId: string
    id: string
    by: string
    anyway: boolean
  }): Promise<AppliedStaffFile>
  /** False: it was imported or replaced meanwhile. */
  discardStaffFile(input: { workspaceId: string; id: string }): Promise<boolean>
  noteChannelJoined(input: { workspaceId: string; channelId: string; slackUserId: string }): Promise<void>
  notePersonEvent(input: PersonEvent): Promise<unknown>
  noteGroupEvent(input: { workspaceId: string }): Promise<unknown>
  readIdentity(input: { key: ConnectionKey; accountId: string; by: string }): Promise<IdentityRead | null>
  identifyAccount(input: IdentifyInput): Promise<Identified>
  unlinkAccount(input: UnlinkInput): Promise<Unlinked>
  countSuggestions(key: ConnectionKey): Promise<readonly { because: Because; count: number }[]>
  previewSuggestions(input: {
    key: ConnectionKey
    because: Because
    by: string
  }): Promise<readonly ClearSuggestion[]>
  acceptSuggestions(input: AcceptInput): Promise<Accepted>
  askOwner(input: AskInput): Promise<Asked>
  answerQuestion(input: AnswerInput): Promise<Answered>
  confirmAnswer(input: DecideInput): Promise<Confirmed>
  dismissAnswer(input: DecideInput): Promise<Dismissed>
  uninstalled(input: { workspaceId: string }): Promise<unknown>
}

export type { AccountToIdentify, ClearSuggestion, FoundAccount, Hint, IdentityRead, RuleOptions }

/** One account behind a count of `/miro checks`. */
export type BehindRow = {
  readonly id: string
  readonly email: string | null
  readonly role: string
  readonly license: string
  readonly lastActivityAt: Date | null
  readonly class: AccountClass
  readonly personName: string | null
  readonly why: Why
  /** The connection was authorized with it. */
  readonly authorises: boolean
}
