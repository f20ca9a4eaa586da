import db from '@adonisjs/lucid/services/db'
import { MessageBuilder } from '@adonisjs/core/helpers'
import type { SessionData, SessionStoreWithTaggingContract } from '@adonisjs/session/types'

/**
 * Sessions in PostgreSQL, so that they can be listed and closed one by one. They live outside
 * the request's transaction: a page that fails must not sign its reader out.
 */
export class SessionStore implements SessionStoreWithTaggingContract {
  /** @param idleMinutes how long a session lives without a request */
  constructor(private idleMinutes: number) {}

  private get table() {
    return db.connection('outside').from('sessions')
  }

  async read(id: string): Promise<SessionData | null> {
    const row = await this.table.where('id', id).whereRaw('expires_at > now()').first()
    return row ? new MessageBuilder().verify<SessionData>(row.data, id) : null
  }

  async write(id: string, values: object): Promise<void> {
    await db.connection('outside').rawQuery(
      `insert into sessions (id, data, expires_at)
       values (?, ?, now() + ? * interval '1 minute')
       on conflict (id) do update
         set data = excluded.data, expires_at = excluded.expires_at, touched_at = now()`,
      [id, new MessageBuilder().build(values, undefined, id), this.idleMinutes]
    )
  }

  async destroy(id: string): Promise<void> {
    await this.table.where('id', id).delete()
  }

  /** Written at most once a minute: reading a page should not cost a write. */
  async touch(id: string): Promise<void> {
    await db.connection('outside').rawQuery(
      `update sessions set touched_at = now(), expires_at = now() + ? * interval '1 minute'
       where id = ? and touched_at < now() - interval '1 minute'`,
      [this.idleMinutes, id]
    )
  }

  async tag(id: string, userId: string | number): Promise<void> {
    await this.table.where('id', id).update({ user_id: userId })
  }

  async untag(id: string): Promise<void> {
    await this.table.where('id', id).update({ user_id: null })
  }

  async tagged(userId: string | number) {
    const rows = await this.table.where('user_id', userId).whereRaw('expires_at > now()')
    return rows.flatMap((row: { id: string; data: string }) => {
      const data = new MessageBuilder().verify<SessionData>(row.data, row.id)
      return data ? [{ id: row.id, data }] : []
    })
  }
}
