import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * One row per pepper that has been seen, with what tells it from another one of the same name:
 * a mistyped pepper must stop the start, not turn every right password into a wrong one.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table technical_peppers (
        id text primary key,
        check_value bytea not null,
        first_seen_at timestamptz not null default now()
      );
      grant select, insert on technical_peppers to habilis_system;
    `)
  }
}
