import type { Caller } from '#shared/access/caller'

/** The organisations whose journal and technical accounts a caller may read: those they manage. */
export function managedBy(caller: Caller): number[] {
  return caller.organisationIds.filter((id) => caller.isPrincipalManagerOf(id))
}
