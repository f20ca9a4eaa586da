import db from '@adonisjs/lucid/services/db'

/** Who runs the installation, and hears of organisations that nobody manages. Needs a system scope. */
export async function listOperators(): Promise<
  { id: number; contactEmail: string; locale: string }[]
> {
  const rows = await db
    .from('users')
    .where('is_operator', true)
    .whereNull('deactivated_at')
    .orderBy('id')
    .select('id', 'contact_email', 'locale')
  return rows.map((row) => ({
    id: row.id,
    contactEmail: row.contact_email,
    locale: row.locale,
  }))
}
