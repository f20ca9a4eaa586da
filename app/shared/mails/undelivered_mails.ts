import db from '@adonisjs/lucid/services/db'

export interface UndeliveredMail {
  organisationId: number
  /** When the last try had failed. */
  givenUpAt: Date
}

/** A mail about an organisation was given up: its manager is told until one gets through again. */
export async function noteUndelivered(organisationId: number): Promise<void> {
  await db.rawQuery(
    `insert into undelivered_mails (organisation_id) values (?)
     on conflict (organisation_id) do update set given_up_at = now()`,
    [organisationId]
  )
}

/** A mail about an organisation got through. */
export async function noteDelivered(organisationId: number): Promise<void> {
  await db.from('undelivered_mails').where('organisation_id', organisationId).delete()
}

/** Organisations of the given ones for which a mail was given up and none has got through since. */
export async function listUndeliveredMails(
  organisationIds: readonly number[]
): Promise<UndeliveredMail[]> {
  return db
    .from('undelivered_mails')
    .whereIn('organisation_id', [...organisationIds])
    .orderBy('given_up_at', 'desc')
    .select({ organisationId: 'organisation_id', givenUpAt: 'given_up_at' })
}
