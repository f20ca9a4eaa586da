import {
  technicalAccountRows,
  toSummary,
  type TechnicalAccountSummary,
} from './technical_account_rows.js'

/** One account of an organisation; null when it is deleted, another organisation's or no one's. */
export async function findTechnicalAccount(
  organisationId: number,
  accountId: number
): Promise<TechnicalAccountSummary | null> {
  const row = await technicalAccountRows(organisationId).where('a.id', accountId).first()
  return row ? toSummary(row) : null
}
