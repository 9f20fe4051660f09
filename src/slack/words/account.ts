import type { CheckId } from '../../domain/check.ts'
import type { AccountClass } from '../../domain/snapshot.ts'
import { bold, join, type Markup, md } from '../frame/text.ts'

type Known = {
  /** What leads to it: the address, already written as it may be shown. */
  readonly address: Markup | null
  /** The staff member, the sponsor or the owner, by class; as it may be shown. */
  readonly name: string | null
  /** null: no check has said so yet. */
  readonly kind: AccountClass | null
  readonly checkId: CheckId
}

/**
 * An account by its person and address. Who only answers for it is named as its sponsor or owner, never as if it were
 * theirs; somebody who left is named in any case, since the finding is about them.
 */
export function whoseAccount({ address, name, kind, checkId }: Known): Markup | null {
  if (name === null) return address
  if (kind === 'staff' || checkId === 'removed')
    return address === null ? bold(name) : join([bold(name), address], ' ')
  const answersFor = kind === null ? null : answering[kind]
  return answersFor === null ? address : join([address, md`${answersFor} ${bold(name)}`], ' · ')
}

const answering: Readonly<Record<AccountClass, string | null>> = {
  staff: null,
  external: 'external, sponsor',
  service: 'service account, owner',
  shared: 'shared mailbox, owner',
  unidentified: null,
}
