import { byId, listedMembers } from './member-source.ts'
import type { LocalMember, MemberSource } from './shapes.ts'

/** The members as they are now: a source, what was changed in it, and who came later. In the order of their ids. */
export class Membership {
  private readonly source: MemberSource
  /** null: gone. */
  private readonly changed = new Map<string, LocalMember | null>()
  private added: LocalMember[] = []

  constructor(members: readonly LocalMember[] | MemberSource) {
    this.source = 'count' in members ? members : listedMembers(members)
  }

  /** Everybody with an id greater than `cursor`, made one at a time. */
  *after(cursor: string | null): Generator<LocalMember> {
    let [own, other] = [this.source.after(cursor), 0]
    while (cursor !== null && other < this.added.length && byId(this.added[other]?.id ?? '', cursor) <= 0)
      other += 1
    while (own < this.source.count || other < this.added.length) {
      const listed = own < this.source.count ? this.source.at(own) : null
      const late = this.added[other] ?? null
      if (late !== null && (listed === null || byId(late.id, listed.id) < 0)) {
        other += 1
        yield late
        continue
      }
      own += 1
      const now = listed === null ? null : this.current(listed)
      if (now !== null) yield now
    }
  }

  /** One page's worth of those that fit, and whether there are more. */
  page(
    cursor: string | null,
    limit: number,
    fits: (member: LocalMember) => boolean,
  ): { members: LocalMember[]; more: boolean } {
    const members: LocalMember[] = []
    for (const member of this.after(cursor)) {
      if (!fits(member)) continue
      if (members.length === limit) return { members, more: true }
      members.push(member)
    }
    return { members, more: false }
  }

  find(id: string): LocalMember | null {
    if (!/^\d+$/.test(id)) return null
    const late = this.added.find(member => member.id === id)
    if (late !== undefined) return late
    const index = this.source.after(id) - 1
    const listed = index < 0 ? null : this.source.at(index)
    return listed?.id === id ? this.current(listed) : null
  }

  withEmail(email: string): LocalMember[] {
    const address = email.trim().toLowerCase()
    const listed = this.source.withEmail(address).flatMap(index => this.current(this.source.at(index)) ?? [])
    const others = [...this.changed.values(), ...this.added]
    const all = [...listed, ...others.flatMap(member => member ?? [])]
    const fitting = all.filter(member => member.email.toLowerCase() === address)
    return [...new Map(fitting.map(member => [member.id, member])).values()]
  }

  first(fits: (member: LocalMember) => boolean): LocalMember | null {
    for (const member of this.after(null)) if (fits(member)) return member
    return null
  }

  change(id: string, change: Partial<Omit<LocalMember, 'id'>>): void {
    const member = this.find(id)
    if (member === null) throw new Error(`There is no member ${id}`)
    this.put({ ...member, ...change })
  }

  remove(id: string): void {
    if (this.find(id) === null) throw new Error(`There is no member ${id}`)
    if (this.isAdded(id)) this.added = this.added.filter(member => member.id !== id)
    else this.changed.set(id, null)
  }

  /** A new member, or one who comes back. */
  add(member: LocalMember): void {
    if (this.find(member.id) !== null) throw new Error(`There is a member ${member.id} already`)
    if (this.changed.has(member.id)) this.changed.set(member.id, member)
    else this.added = [...this.added, member].sort((left, right) => byId(left.id, right.id))
  }

  private current(listed: LocalMember): LocalMember | null {
    const changed = this.changed.get(listed.id)
    return changed === undefined ? listed : changed
  }

  private put(member: LocalMember): void {
    if (this.isAdded(member.id)) this.added = this.added.map(one => (one.id === member.id ? member : one))
    else this.changed.set(member.id, member)
  }

  private isAdded(id: string): boolean {
    return this.added.some(member => member.id === id)
  }
}
