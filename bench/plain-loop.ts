import { MiroApi } from '@mirohq/miro-api'
import type { ConnectionKey } from '../src/domain/connection-key.ts'
import type { Storage } from '../src/storage/engine/open.ts'
import { orgId, type RemoteMiro } from './local-miro.ts'

/** What one would write first: the official client's list, in pages of 100 too, and an upsert for each account. */
export async function plainLoop(
  { prisma }: Pick<Storage, 'prisma'>,
  miro: RemoteMiro,
  key: ConnectionKey,
): Promise<void> {
  const now = new Date()
  const organization = await new MiroApi(miro.accessToken, miro.url).getOrganization(orgId)
  for await (const member of organization.getAllOrganizationMembers({ limit: 100 })) {
    const facts = {
      email: member.email,
      address: member.email.trim().toLowerCase(),
      role: member.role,
      license: member.license,
      active: member.active,
      lastActivityAt: member.lastActivityAt ?? null,
      licenseAssignedAt: member.licenseAssignedAt ?? null,
      adminRoles: (member.adminRoles ?? []).flatMap(role => role.name ?? []),
    }
    const id = { ...key, id: member.id }
    await prisma.account.upsert({
      where: { workspaceId_miroOrgId_id: id },
      create: { ...id, ...facts, firstSeenAt: now },
      update: facts,
    })
  }
}
