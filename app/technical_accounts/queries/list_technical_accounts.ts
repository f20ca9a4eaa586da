import {
  technicalAccountRows,
  toSummary,
  type TechnicalAccountSummary,
} from './technical_account_rows.js'

/** The technical accounts on an organisation's sheet, in the order of their creation. */
export async function listTechnicalAccounts(
  organisationId: number
): Promise<TechnicalAccountSummary[]> {
  return (await technicalAccountRows(organisationId)).map(toSummary)
}
