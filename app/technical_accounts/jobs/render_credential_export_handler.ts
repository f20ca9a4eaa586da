import i18nManager from '@adonisjs/i18n/services/main'
import { databaseNow } from '#shared/database_clock'
import { tenancy } from '#shared/tenancy/main'
import { findOrganisation } from '#organisation'
import { openSecret, sealPdf } from '../exports/credential_seals.js'
import { writeCredentialSheet } from '../exports/credential_sheet.js'
import CredentialExport from '../models/credential_export.js'
import TechnicalAccount from '../models/technical_account.js'
import TechnicalPassword from '../models/technical_password.js'
import { renderCredentialPdf } from '../pdfs/credential_pdf.js'

interface Payload {
  organisationId: number
  exportId: number
}

/** Makes the PDF between two short transactions, stores it sealed and wipes the secret. */
export async function handle(payload: Payload): Promise<void> {
  const row = await tenancy.asSystem('credential export', () => openExports(payload).first())
  if (!row) return
  const secret = await tenancy.asSystem('credential export', () => readSheet(row))
  // Sealed under another key, or its account is gone: no try will ever open it.
  if (!secret) return abandoned(payload)
  const { sheet, locale } = secret

  const text = writeCredentialSheet(sheet, i18nManager.locale(locale))
  const pdf = await renderCredentialPdf({ text, locale })

  await tenancy.asSystem('credential export', () =>
    openExports(payload).update({
      sealed_pdf: sealPdf(pdf, row, row.expiresAt.toJSDate()),
      sealed_secret: null,
    })
  )
}

/** No further try will be made: the page says so, and the secret has no reason to stay. */
export async function abandoned(payload: Payload): Promise<void> {
  await tenancy.asSystem('credential export', async () => {
    await openExports(payload).update({ failed_at: await databaseNow(), sealed_secret: null })
  })
}

/** The export while it still waits for its PDF: a second run finds nothing to do. */
function openExports({ organisationId, exportId }: Payload) {
  return CredentialExport.query()
    .where({ organisationId, id: exportId })
    .whereNotNull('sealedSecret')
    .whereNull('failedAt')
}

async function readSheet(row: CredentialExport) {
  const secret = openSecret(row.sealedSecret!, row, await databaseNow())
  if (!secret) return null

  const { organisationId, technicalAccountId } = row
  const organisation = await findOrganisation(organisationId)
  const account = await TechnicalAccount.query()
    .where({ organisationId, id: technicalAccountId })
    .first()
  const password = await TechnicalPassword.query()
    .where({ organisationId, technicalAccountId, version: secret.version })
    .first()
  if (!organisation || !account || !password) return null

  return {
    locale: secret.locale,
    sheet: {
      login: account.login,
      label: account.label,
      password: secret.password,
      expiresAt: password.expiresAt.toJSDate(),
      organisation,
    },
  }
}
