/** How a caller stands to an organisation. */
export type Role = 'principal_manager' | 'user'

/**
 * Whoever acts, with what they may reach, recomputed for each request: a right that was taken
 * away is gone on the next click or call.
 */
export class Caller {
  constructor(
    readonly kind: 'person' | 'technical_account' | 'operator',
    /** The person; for a technical account, the principal manager whose rights it uses. */
    readonly userId: number,
    readonly name: string,
    /** The organisations reached, with the role there. */
    readonly roles: ReadonlyMap<number, Role>,
    /** The technical account that calls, if one does. */
    readonly technicalAccountId: number | null = null
  ) {}

  get organisationIds(): number[] {
    return [...this.roles.keys()]
  }

  /** Has a validated attachment there. */
  reaches(organisationId: number): boolean {
    return this.roles.has(organisationId)
  }

  isPrincipalManagerOf(organisationId: number): boolean {
    return this.roles.get(organisationId) === 'principal_manager'
  }

  /** Manages at least one organisation. */
  get isPrincipalManager(): boolean {
    return [...this.roles.values()].includes('principal_manager')
  }
}
