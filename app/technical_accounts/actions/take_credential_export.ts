import { databaseNow } from '#shared/database_clock'
import { attempt } from '#shared/tenancy/main'
import { openPdf } from '../exports/credential_seals.js'
import CredentialExport from '../models/credential_export.js'

/**
 * Gives out a PDF once: its row goes in the transaction that reads it, and of two downloads at
 * the same moment one gets it.
 */
export class TakeCredentialExport {
  async handle({
    organisationId,
    exportId,
  }: {
    organisationId: number
    exportId: number
  }): Promise<Buffer | null> {
    return attempt(async () => {
      const row = await CredentialExport.query()
        .where({ organisationId, id: exportId })
        .forUpdate()
        .first()
      const pdf = row?.sealedPdf && openPdf(row.sealedPdf, row, await databaseNow())
      if (!pdf) return null
      await CredentialExport.query().where({ organisationId, id: exportId }).delete()
      return pdf
    })
  }
}
