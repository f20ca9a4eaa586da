import { TechnicalAccountSchema } from '#database/schema'

/** A machine account of an organisation. Deleted ones stay: a login is never given twice. */
export default class TechnicalAccount extends TechnicalAccountSchema {
  static override table = 'technical_accounts'

  /**
   * The account, unless it was deleted, locked until the end of the transaction: whatever changes
   * an account or its passwords takes this lock first, and so happens one after the other.
   */
  static async lock(organisationId: number, id: number): Promise<TechnicalAccount | null> {
    return this.query()
      .where({ organisationId, id })
      .whereNot('status', 'deleted')
      .forUpdate()
      .first()
  }
}
