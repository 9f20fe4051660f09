import { describe, expect, it } from 'vitest'
import { frame, hours, now } from '../../../test/support/domain-samples.ts'
import { admin, byRole, member, rule } from '../../../test/support/domain-verdicts.ts'
import { evaluateSystem } from '../evaluate.ts'

describe('the system', () => {
  const open = {
    id: 'f9',
    checkId: 'configured',
    subjectId: 'system',
    why: 'no_rule',
    personId: null,
    clockAt: now,
    endAt: null,
    dueAt: hours(168),
  } as const
  const nothing = { opened: [], changed: [], closed: [] }
  it.each([
    ['not critical', { critical: false }, 'not_applicable', 'not_critical'],
    ['no rule', { rule: null }, 'fail', 'no_rule'],
    ['an empty rule', byRole([]), 'fail', 'no_rule'],
    ['a rule', {}, 'pass', 'rule_saved'],
    ['by approval', rule({ way: 'by_approval' }), 'pass', 'rule_saved'],
    ['some roles', byRole([member]), 'pass', 'rule_saved'],
    ['every role', byRole([member, admin]), 'pass', 'every_role_valid'],
    ['every role, but titles too', byRole([member, admin], ['Boss']), 'pass', 'rule_saved'],
    ['only roles that are gone', byRole(['organization_owl']), 'fail', 'roles_gone'],
    [
      'only roles that are gone, by what was read last',
      { ...byRole(['organization_owl']), accounts: 'stale' },
      'fail',
      'roles_gone',
    ],
    ['no accounts at all', { ...byRole([member]), roles: [] }, 'pass', 'rule_saved'],
  ] as const)('%s', (_case, some, verdict, why) => {
    const { result } = evaluateSystem(frame(some), null)
    expect(result).toEqual({ verdict, why })
  })

  it('opens one finding, changes it, closes it', () => {
    const { id, ...opened } = open
    const fresh = { ...opened, goesOn: { closedAs: ['disconnected'], notBefore: null } }
    expect(evaluateSystem(frame({ rule: null }), null).reconciled).toEqual({ ...nothing, opened: [fresh] })
    expect(evaluateSystem(frame({ rule: null }), open).reconciled).toEqual(nothing)
    expect(evaluateSystem(frame(byRole(['organization_owl'])), open).reconciled).toEqual({
      ...nothing,
      changed: [{ id, why: 'roles_gone', personId: null, endAt: null }],
    })
    expect(evaluateSystem(frame(), open).reconciled).toEqual({
      ...nothing,
      closed: [{ id, closedAs: 'fixed' }],
    })
    expect(evaluateSystem(frame({ critical: false }), open).reconciled).toEqual({
      ...nothing,
      closed: [{ id, closedAs: 'not_applicable' }],
    })
  })
})
