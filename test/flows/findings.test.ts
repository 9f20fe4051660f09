import { expect, test } from 'vitest'
import { type Flow, patience, startFlow } from '../support/flow.ts'
import { withoutTimes } from '../support/whole-journey.ts'

const leaver = 'farah.haddad@juniper.example'

/** The window on top, once it says so. */
const says = async ({ slack, ada }: Flow, text: string, person = ada) =>
  withoutTimes(
    await slack.until(
      () => person.views.length > 0 && person.read(person.view).includes(text) && person.read(person.view),
      { what: `a window that says "${text}"`, ...patience },
    ),
  )

test('findings: details of several, and a leaver from the alert to the closed message within five seconds', async () => {
  const flow = await startFlow()
  const { ada, miro, slack } = flow
  const summary = await flow.setUp()
  const closeAll = () => ada.close(ada.view, { all: true })

  const [group] = await flow.rows<{ id: string }>(
    `SELECT id FROM finding_group WHERE check_id = 'identified'`,
  )
  await ada.click(summary, 'More', { value: `{"g":"${group?.id}"}` })
  expect(await says(flow, 'Verify these 8 now')).toContain('8 findings, open.')
  miro.deactivate('marketing@juniper.example')
  miro.remove('kim@parkstudio.example')
  const asked = miro.calls(/members/).length
  await ada.click(ada.view, 'Verify these 8 now')
  expect(await says(flow, 'fixed')).toMatchInlineSnapshot(`
    "Verify now
    *Juniper*
    1 of 8 fixed.
    \`emil.novak@juniper.example\`
    ❗ *Not fixed yet.* Its e-mail address matches nobody on the staff. Miro says that the account is active, with the role Member.
    \`gus@juniper.example\`
    ❗ *Not fixed yet.* Its e-mail address matches nobody on the staff. Miro says that the account is active, with the role Member.
    \`hana.sato@juniper-labs.example\`
    ❗ *Not fixed yet.* Its e-mail address matches nobody on the staff. Miro says that the account is active, with the role Member.
    \`kim@parkstudio.example\`
    ⏳ *Not confirmed yet.* Miro no longer lists this account. One answer alone is not enough: the next complete sync confirms it and closes the finding.
    \`client@northwind.example\`
    ❗ *Not fixed yet.* Its e-mail address matches nobody on the staff. Miro says that the account is active, with the role Team guest.
    \`marketing@juniper.example\`
    ✅ *Closed: no longer applies.* Miro says that the account is deactivated. The message is being updated.
    \`miro-export@juniper.example\`
    ❗ *Not fixed yet.* Its e-mail address matches nobody on the staff. Miro says that the account is active, with the role Company Admin.
    \`ben.sorensen+audit@juniper.example\`
    ❗ *Not fixed yet.* Its e-mail address matches nobody on the staff. Miro says that the account is active, with the role Unknown role (organization_internal_auditor).
    Sync now
    Show all
    Try again"
  `)
  // All by address in one call, and by its id the one that was not among them.
  expect(miro.calls(/members/).length - asked).toBe(2)
  await slack.until(() => ada.read(summary).includes('1 of 8 closed so far'), {
    what: 'the summary',
    ...patience,
  })
  await closeAll()

  await slack.deactivateUser('U0FARAH')
  await flow.sync()
  const alert = await slack.until(
    () =>
      flow
        .inChannel()
        .slice(1)
        .find(message => ada.read(message).includes(leaver)),
    { what: 'the alert', ...patience },
  )

  await ada.click(alert, 'More')
  await says(flow, 'Deactivate')
  await ada.click(ada.view, 'Why?')
  expect(await says(flow, 'Staff status')).toMatchInlineSnapshot(`
    "Why?
    *Miro access should be removed for offboarded user* · *Juniper*
    *Farah Haddad* \`farah.haddad@juniper.example\`
    *Result*
    • Farah Haddad left and can still use Miro.
    • Found <time>.
    • The deadline counts from <time>.
    • Deadline <time>.
    • All accounts were last checked <time>.
    *Who uses it*
    • Has the e-mail address of Farah Haddad: farah.haddad@juniper.example since <time>.
    *Staff status*
    • Farah Haddad: deactivated in Slack, first seen <time>.
    • Slack’s staff list: complete, synced <time>.
    *Account in Miro*
    • Active in Miro, role Member, Unknown license (enterprise_plus).
    • Miro’s accounts: complete, synced <time>.
    • Last active <time>.
    How to fix
    Verify now
    Open"
  `)
  await closeAll()
  await ada.click(alert, 'More')
  expect(await says(flow, 'Deactivate')).toMatchInlineSnapshot(`
    "Finding
    *Miro access should be removed for offboarded user* · *Juniper*
    *Farah Haddad* \`farah.haddad@juniper.example\`
    Fix by <time>.
    *How to fix*
    1. Decide who takes over their boards. Miro does not move them.
    2. In Miro: Admin console &gt; Users &gt; Active users &gt; … &gt; Deactivate.
        Choose Reassign user’s content if somebody takes the boards over.
    Closes once fixed. Done already? Press Verify now.
    Open in Miro
    Why?
    Verify now
    Open"
  `)

  await ada.click(ada.view, 'Verify now')
  expect(await says(flow, 'Not fixed yet')).toMatchInlineSnapshot(`
    "Verify now
    *Miro access should be removed for offboarded user* · *Juniper*
    *Farah Haddad* \`farah.haddad@juniper.example\`
    ❗ *Not fixed yet.* Farah Haddad left and can still use Miro. Miro says that the account is active, with the role Member.
    How to fix
    Why?
    Try again"
  `)
  expect(ada.read(alert)).toContain('can still use Miro')

  miro.faults.push({ match: { path: /members/ }, times: 'always', do: { status: 503 } })
  await ada.click(ada.view, 'Try again')
  expect(await says(flow, 'did not answer')).toMatchInlineSnapshot(`
    "Verify now
    *Miro did not answer.* Nothing changed. We try again at the next sync.
    Try again"
  `)
  miro.faults.clear()
  miro.faults.push({ match: { path: /members/ }, do: { status: 429, headers: { 'retry-after': '600' } } })
  await ada.click(ada.view, 'Try again')
  expect(await says(flow, 'rate limit')).toContain('Nothing changed')
  expect(await flow.rows(`SELECT 1 FROM account WHERE looked_at IS NULL AND email = $1`, [leaver])).toEqual(
    [],
  )

  miro.deactivate(leaver)
  const before = miro.calls(/members/).length
  const pressedAt = performance.now()
  // Two people press at once: Miro is asked once.
  const ben = slack.as('U0BEN')
  await Promise.all([ada.click(ada.view, 'Try again'), ben.click(alert, 'Verify now')])
  await slack.until(() => ada.read(alert).includes('Closed'), { what: 'the closed message', ...patience })
  expect(performance.now() - pressedAt).toBeLessThan(5_000)
  expect(miro.calls(/members/).length - before).toBe(1)
  expect(await says(flow, 'Closed: access removed')).toMatchInlineSnapshot(`
    "Verify now
    *Miro access should be removed for offboarded user* · *Juniper*
    *Farah Haddad* \`farah.haddad@juniper.example\`
    ✅ *Closed: access removed.* Miro says that the account is deactivated. The message is being updated.
    With a password they can still sign in to Miro itself, outside this organization. *Block deactivated users* in Miro stops that for your own domains.
    Why?"
  `)
  expect(withoutTimes(ada.read(alert))).toMatchInlineSnapshot(`
    "✅ *Closed · Farah Haddad: access removed* · Juniper
    Closed after less than a minute, in time (24 h). Verified by <@U0ADA>.
    • \`farah.haddad@juniper.example\` · Member · <time>
    More"
  `)
  expect(await says(flow, 'Closed: access removed', ben)).toContain(
    'Miro says that the account is deactivated',
  )
  expect(
    await flow.rows(
      `SELECT actor, details->>'outcome' AS outcome, count(*)::int AS times FROM deed
       WHERE action = 'account_verified' GROUP BY 1, 2 ORDER BY 2`,
    ),
  ).toEqual([
    { actor: 'U0ADA', outcome: 'absent', times: 1 },
    { actor: 'U0ADA', outcome: 'no_answer', times: 2 },
    { actor: 'U0ADA', outcome: 'seen', times: 9 },
  ])

  // A button of before, in the window that was opened while the finding was open.
  await ada.close(ada.view)
  await ada.click(ada.view, 'Verify now')
  expect(await says(flow, 'out of date')).toMatchInlineSnapshot(`
    "Out of date
    *Miro access should be removed for offboarded user* · *Juniper*
    *Farah Haddad* \`farah.haddad@juniper.example\`
    This button is out of date. Closed <time>: access removed.
    Why?
    Open the checks"
  `)
  await closeAll()
  await ada.click(alert, 'More')
  expect(await says(flow, 'Closed as: access removed')).toContain('Deactivated in Miro')
  await closeAll()

  await ada.click(alert, 'More', { triggerAgeMs: 5_000 })
  const late = await slack.until(() => ada.ephemerals.at(-1), { what: 'the button for later', ...patience })
  await ada.click(late, 'Open')
  expect(await says(flow, 'Closed as: access removed')).toContain(leaver)
  await closeAll()

  // Who reads the alert may see the same, but nothing that only an administrator decides.
  await slack.setAdmin('U0ADA', false)
  await ada.click(alert, 'More')
  const read = await says(flow, 'Closed as: access removed')
  expect([read.includes(leaver), read.includes('\nAccount')]).toEqual([true, false])
  await closeAll()
  await ada.click(late, 'Open')
  expect(await says(flow, 'Only Slack owners and admins')).not.toContain(leaver)
})
