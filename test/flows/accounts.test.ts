import { expect, test } from 'vitest'
import { storeDecisions } from '../../src/sandbox/seeds/store-decisions.ts'
import { type Flow, patience, startFlow } from '../support/flow.ts'
import { submitRule } from '../support/set-up.ts'

/** What is stored of each account: class, whose it is and how that is known, then the three verdicts with their reasons. */
async function assessments(flow: Flow): Promise<Record<string, string>> {
  const rows = await flow.rows<{ email: string; said: string }>(
    `SELECT account.email, concat_ws(' | ', assessment.class || coalesce(':' || person.name, '') ||
         coalesce(' by ' || matched_by, ''),
       (results->'identified'->>'verdict') || ' ' || (results->'identified'->>'why'),
       (results->'removed'->>'verdict') || ' ' || (results->'removed'->>'why'),
       (results->'valid'->>'verdict') || ' ' || (results->'valid'->>'why')) AS said
     FROM account
     JOIN assessment ON assessment.account_id = account.id
     LEFT JOIN person ON person.id = assessment.person_id
     ORDER BY account.id`,
  )
  return Object.fromEntries(rows.map(({ email, said }) => [email, said]))
}

const openFindings = async (flow: Flow) =>
  (
    await flow.rows<{ said: string }>(
      `SELECT check_id || ' ' || coalesce(account.email, 'Juniper') AS said FROM finding
       LEFT JOIN account ON account.id = subject_id WHERE closed_at IS NULL ORDER BY check_id, account.id`,
    )
  ).map(({ said }) => said)

test('what each account comes to, and what decisions change', async () => {
  const flow = await startFlow()
  await flow.setUp()
  await flow.sync()
  const first = await assessments(flow)
  expect(first).toMatchInlineSnapshot(`
    {
      "Ivo.Petrov@JUNIPER.EXAMPLE": "staff:Ivo <!channel> Petrov by email | pass matched_email | not_applicable not_left | pass role_valid",
      "ada.okafor@juniper.example": "staff:Ada Okafor by email | pass matched_email | not_applicable not_left | pass role_valid",
      "ben.sorensen+audit@juniper.example": "unidentified | fail no_match | not_applicable identify_first | not_applicable identify_first",
      "ben.sorensen@juniper.example": "staff:Ben Sorensen by email | pass matched_email | not_applicable not_left | pass role_valid",
      "carla.mendes@juniper.example": "staff:Carla Mendes by email | pass matched_email | not_applicable not_left | pass role_valid",
      "client@northwind.example": "unidentified | fail no_match | not_applicable identify_first | not_applicable identify_first",
      "dana.lee@juniper.example": "staff:Dana Lee by email | pass matched_email | fail left_still_active | not_applicable removal_first",
      "emil.novak@juniper.example": "unidentified | fail no_match | not_applicable identify_first | not_applicable identify_first",
      "farah.haddad@juniper.example": "staff:Farah Haddad by email | pass matched_email | not_applicable not_left | pass role_valid",
      "gus.meyer@juniper.example": "staff:Gus Meyer by email | pass matched_email | not_applicable not_left | pass role_valid",
      "gus@juniper.example": "unidentified | fail no_match | not_applicable identify_first | not_applicable identify_first",
      "hana.sato@juniper-labs.example": "unidentified | fail no_match | not_applicable identify_first | not_applicable identify_first",
      "jon.berg@juniper.example": "staff:Jon Berg by email | pass matched_email | not_applicable not_left | pass role_valid",
      "kim@parkstudio.example": "unidentified | fail no_match | not_applicable identify_first | not_applicable identify_first",
      "marketing@juniper.example": "unidentified | fail no_match | not_applicable identify_first | not_applicable identify_first",
      "miro-export@juniper.example": "unidentified | fail no_match | not_applicable identify_first | not_applicable identify_first",
      "olga.ivanova@juniper.example": "unidentified | not_applicable deactivated | not_applicable deactivated | not_applicable deactivated",
    }
  `)
  expect(await openFindings(flow)).toMatchInlineSnapshot(`
    [
      "identified emil.novak@juniper.example",
      "identified gus@juniper.example",
      "identified hana.sato@juniper-labs.example",
      "identified kim@parkstudio.example",
      "identified client@northwind.example",
      "identified marketing@juniper.example",
      "identified miro-export@juniper.example",
      "identified ben.sorensen+audit@juniper.example",
      "removed dana.lee@juniper.example",
    ]
  `)

  const { seed } = flow.sandbox
  const key = { workspaceId: seed.team.id, miroOrgId: seed.organization.id }
  await storeDecisions(flow.storage, key, seed.decisions, new Date())
  await flow.sync()
  const second = await assessments(flow)
  const changed = Object.fromEntries(Object.entries(second).filter(([email, said]) => said !== first[email]))
  expect(changed).toMatchInlineSnapshot(`
    {
      "client@northwind.example": "external:Carla Mendes by confirmed | pass external_with_sponsor | not_applicable nobody | fail role_not_valid",
      "gus@juniper.example": "staff:Gus Meyer by alias | pass matched_alias | not_applicable not_left | pass role_valid",
      "hana.sato@juniper-labs.example": "staff:Hana Sato by equal_domain | pass matched_equal_domain | not_applicable not_left | pass role_valid",
      "miro-export@juniper.example": "service:Farah Haddad by confirmed | pass service_with_owner | not_applicable nobody | pass role_valid",
    }
  `)
  expect(await openFindings(flow)).toMatchInlineSnapshot(`
    [
      "identified emil.novak@juniper.example",
      "identified kim@parkstudio.example",
      "identified marketing@juniper.example",
      "identified ben.sorensen+audit@juniper.example",
      "removed dana.lee@juniper.example",
      "valid client@northwind.example",
    ]
  `)

  // Without the admins in the rule, the exception is all that speaks for the export.
  const { ada, slack } = flow
  await ada.command('/miro', 'rule')
  await ada.fill(await flow.window('Choose valid users'), {
    'Roles in Miro': ['organization_internal_user'],
  })
  await submitRule(flow.sandbox, ada)
  await slack.until(async () => (await openFindings(flow)).includes('valid ada.okafor@juniper.example'), {
    what: 'the new rule at work',
    ...patience,
  })
  const third = Object.entries(await assessments(flow)).filter(([email, said]) => said !== second[email])
  expect(Object.fromEntries(third)).toMatchInlineSnapshot(`
    {
      "ada.okafor@juniper.example": "staff:Ada Okafor by email | pass matched_email | not_applicable not_left | fail role_too_high",
      "miro-export@juniper.example": "service:Farah Haddad by confirmed | pass service_with_owner | not_applicable nobody | excepted excepted",
    }
  `)
})
