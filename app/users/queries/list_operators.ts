import db from '@adonisjs/lucid/services/db'

/** Who runs the installation, and hears of organisations that nobody manages. Needs a system scope. */
export async function listOperators(): Promise<{ contactEmail: string; locale: string }[]> {
  const rows = await db
    .from('users')
    .where('is_operator', true)
    .whereNull('deactivated_at')
    .orderBy('id')
    .select('contact_email', 'locale')
  return rows.map((row) => ({ contactEmail: row.contact_email, locale: row.locale }))
}
