import db from '@adonisjs/lucid/services/db'

/** Where and in which language a person is written to. */
export async function findRecipient(userId: number) {
  const row = await db.from('users').where('id', userId).firstOrFail()
  return {
    firstName: row.first_name as string,
    name: `${row.first_name} ${row.last_name}`,
    email: row.contact_email as string,
    locale: row.locale as 'fr' | 'en',
  }
}
