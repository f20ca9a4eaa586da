import { CredentialExportSchema } from '#database/schema'

/** A PDF asked for, made or failed. It holds sealed values only, and goes with its one download. */
export default class CredentialExport extends CredentialExportSchema {
  static override table = 'credential_exports'
}
