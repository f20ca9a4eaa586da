import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import { MessageBuilder } from '@adonisjs/core/helpers'
import type { SessionData, SessionStoreWithTaggingContract } from '@adonisjs/session/types'

/** Where the session guard keeps whose session it is. */
const OWNER = 'auth_web'

/**
 * Sessions in PostgreSQL, so that they can be listed and closed one by one. They live outside
 * the request's transaction: a page that fails must not sign its reader out.
 */
export class SessionStore implements SessionStoreWithTaggingContract {
  /** The session this request came with, and whether it belonged to somebody. */
  #opened: { id: string; owned: boolean } | undefined
  #closedMeanwhile = false

  /** @param idleMinutes how long a session lives without a request */
  constructor(private idleMinutes: number) {}

  private get table() {
    return db.connection('outside').from('sessions')
  }

  async read(id: string): Promise<SessionData | null> {
    const row = await this.table.where('id', id).whereRaw('expires_at > now()').first()
    if (row) this.#opened = { id, owned: row.user_id !== null }
    return row ? new MessageBuilder().verify<SessionData>(row.data, id) : null
  }

  /**
   * Somebody's session bears their id from its first row on, so that it can be closed with their
   * others. One that was closed while its request ran stays closed: it is updated, never made anew.
   */
  async write(id: string, values: object): Promise<void> {
    const owner: number | null = (values as Record<string, number>)[OWNER] ?? null
    const data = new MessageBuilder().build(values, undefined, id)
    if (id === this.#opened?.id) {
      await db.connection('outside').rawQuery(
        `update sessions set data = ?, user_id = ?, touched_at = now(),
           expires_at = now() + ? * interval '1 minute'
         where id = ?`,
        [data, owner, this.idleMinutes, id]
      )
    } else if (owner === null || !this.#closedMeanwhile) {
      await db.connection('outside').rawQuery(
        `insert into sessions (id, data, user_id, expires_at)
         values (?, ?, ?, now() + ? * interval '1 minute')
         on conflict (id) do update set data = excluded.data, user_id = excluded.user_id,
           touched_at = now(), expires_at = excluded.expires_at`,
        [id, data, owner, this.idleMinutes]
      )
    }
  }

  async destroy(id: string): Promise<void> {
    const { rowCount } = await db
      .connection('outside')
      .rawQuery('delete from sessions where id = ?', [id])
    if (rowCount === 0 && this.#opened?.id === id) this.#closedMeanwhile = this.#opened.owned
  }

  /**
   * Written at most once a minute: reading a page should not cost a write. When it can't be
   * written the answer is given all the same: what the request did is committed already, and the
   * answer may be the only one that shows a new password.
   */
  async touch(id: string): Promise<void> {
    await db
      .connection('outside')
      .rawQuery(
        `update sessions set touched_at = now(), expires_at = now() + ? * interval '1 minute'
         where id = ? and touched_at < now() - interval '1 minute'`,
        [this.idleMinutes, id]
      )
      .catch((error: unknown) => logger.warn({ err: error }, 'a session was not touched'))
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
