import pg from 'pg'
import env from '#start/env'
import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { migrateQueues } from '#workers/queues'

/** Distinguishes this lock from others in the same database; Lucid's own (1) refuses to wait. */
const MIGRATION_LOCK = 0x4841_4249

/**
 * Brings the database to the version of this code: the product's tables as their owner, then the
 * queue's. Harmless when nothing is pending; a second one started meanwhile waits for the first.
 */
export default class DbMigrate extends BaseCommand {
  static override commandName = 'db:migrate'
  static override description = 'Migrate the tables and the queues, as the owner of the database'
  static override options: CommandOptions = { startApp: true }

  override async run() {
    const ownerUrl = env.get('DATABASE_OWNER_URL')
    if (!ownerUrl) throw new Error('DATABASE_OWNER_URL is not set: only the owner may migrate')

    const lock = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 })
    await lock.connect()
    try {
      await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
      const migrated = await this.migrateTables()
      await migrateQueues()
      if (migrated && this.app.inDev) await this.generateSchema()
      this.logger.success(migrated ? 'Database migrated' : 'Database already up to date')
    } finally {
      await lock.end()
    }
  }

  /** Whether anything was pending. Throws the error of the migration that failed. */
  private async migrateTables(): Promise<boolean> {
    const { MigrationRunner } = await import('@adonisjs/lucid/migration')
    const db = await this.app.container.make('lucid.db')
    const runner = new MigrationRunner(db, this.app, { direction: 'up', connectionName: 'owner' })
    runner.on('migration:completed', ({ file }) => this.logger.info(`migrated ${file.name}`))
    await runner.run()
    if (runner.error) throw runner.error
    return runner.status === 'completed'
  }

  private async generateSchema() {
    const command = await this.kernel.exec('schema:generate', [
      '--connection=owner',
      '--compact-output',
    ])
    if (command.error) throw command.error
  }
}
