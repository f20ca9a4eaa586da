import db from '@adonisjs/lucid/services/db'

export interface PrincipalManager {
  userId: number
  firstName: string
  lastName: string
  contactEmail: string
  locale: 'fr' | 'en'
}

/** The organisation's principal manager at this moment; null where there is none, or not active. */
export async function findPrincipalManager(
  organisationId: number
): Promise<PrincipalManager | null> {
  const row = await db.from('principal_managers').where('organisation_id', organisationId).first()
  return (
    row && {
      userId: row.user_id,
      firstName: row.first_name,
      lastName: row.last_name,
      contactEmail: row.contact_email,
      locale: row.locale,
    }
  )
}
