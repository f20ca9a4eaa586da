import db from '@adonisjs/lucid/services/db'

/**
 * How far a plain user sees into an organisation: null for the whole of it, else the services they
 * are attached to (domain.md, People: the sheet within their scope).
 */
export async function findOwnServices(
  userId: number,
  organisationId: number
): Promise<number[] | null> {
  const rows = await db
    .from('attachments')
    .where({ user_id: userId, organisation_id: organisationId, status: 'validated' })
    .select('service_id')
  const services = rows.map((row) => row.service_id as number | null)
  return services.includes(null) ? null : (services as number[])
}
