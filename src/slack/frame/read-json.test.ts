import { expect, test } from 'vitest'
import { readBehindPage } from '../checks/read.ts'
import { readExpected } from '../connection/connect/read.ts'
import { accountValue, cardButton, readAccount, severalValue } from '../doors/account.ts'
import { behindValue, readAsked, subjectValue } from '../doors/finding.ts'
import { readTarget, targetValue } from '../doors/setup.ts'
import { guessesValue, readGuesses, readPage } from '../identity/several/read.ts'
import { draftValue, readDraft } from '../rule/preview/read.ts'
import { readMetadata } from '../rule/read.ts'
import { readOrganization as readHomeOrganization } from '../workspace/home/read.ts'
import { readOrganization } from './read-json.ts'

// Every form Miro's ids may have when a sync reads them.
test.each(['3074457345618265000', 'uXjVO-a_b=', 'org:307'])(
  '%s comes back from every button and form',
  id => {
    const onlyOrg = JSON.stringify({ o: id })
    const count = { miroOrgId: id, checkId: 'valid', verdict: 'fail' } as const
    expect(readTarget(targetValue(id, true)).miroOrgId).toBe(id)
    expect(readExpected(onlyOrg).expectedOrgId).toBe(id)
    expect(readOrganization(onlyOrg)).toBe(id)
    expect(readMetadata(onlyOrg)?.o).toBe(id)
    expect(readDraft(draftValue({ miroOrgId: id, draftId: 'd' }))?.miroOrgId).toBe(id)
    expect(readHomeOrganization([id]).miroOrgId).toBe(id)
    expect(readBehindPage(behindValue(count))?.miroOrgId).toBe(id)
    expect(readPage(severalValue(id))?.miroOrgId).toBe(id)
    const guess = { accountId: id, personId: 'p-1' }
    expect(readGuesses(guessesValue([guess]))).toEqual([guess])
    expect(readAccount(accountValue({ o: id, a: id }))).toEqual({ o: id, a: id })
    expect(readAccount(cardButton(id, id).value ?? '')).toMatchObject({ o: id, a: id })
    expect(readAsked(subjectValue({ ...count, subjectId: id }))).toMatchObject({
      miroOrgId: id,
      subjectId: id,
    })
  },
)
