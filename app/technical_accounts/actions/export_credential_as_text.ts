import { databaseNow } from '#shared/database_clock'
import { err, ok, type Result } from '#shared/result'
import { attempt } from '#shared/tenancy/main'
import { findOrganisation } from '#organisation'
import type { CredentialSheet } from '../exports/credential_sheet.js'
import {
  findExportableCredential,
  recordCredentialExport,
  spendExport,
} from './request_credential_export.js'

export interface ExportCredentialAsTextInput {
  organisationId: number
  sealed: string
  /** What the session's secrets are bound to. */
  session: string
}

/** The same information as the PDF, at once, for the recap's text twin. */
export class ExportCredentialAsText {
  async handle(
    input: ExportCredentialAsTextInput
  ): Promise<Result<CredentialSheet, 'not_exportable'>> {
    const credential = await findExportableCredential(input, await databaseNow())
    const organisation = await findOrganisation(input.organisationId)
    if (!credential || !organisation) return err('not_exportable')
    if (!(await spendExport(input.sealed, 'text'))) return err('not_exportable')

    await attempt(() => recordCredentialExport(input.organisationId, credential, 'text'))
    return ok({
      login: credential.account.login,
      label: credential.account.label,
      password: credential.password,
      expiresAt: credential.account.expiresAt,
      organisation,
    })
  }
}
