import db from '@adonisjs/lucid/services/db'

/** Remembers the language a person reads, for their mails. Within any scope. */
export async function saveLocale(userId: number, locale: 'fr' | 'en'): Promise<void> {
  await db
    .from('users')
    .where('id', userId)
    .update({ locale, updated_at: db.raw('now()') })
}
