import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * What was given up can be listed and done again, and a mail that nobody got is told to the
 * principal manager: one row an organisation, gone once another mail gets through.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`
      alter table outbox_messages add column given_up_at timestamptz;
      create index outbox_messages_given_up on outbox_messages (id) where given_up_at is not null;
      create index outbox_messages_parked on outbox_messages (job) where parked_at is not null;

      create table undelivered_mails (
        organisation_id integer primary key references organisations,
        given_up_at timestamptz not null default now()
      );
      alter table undelivered_mails enable row level security;
      alter table undelivered_mails force row level security;
      create policy tenant on undelivered_mails to habilis_app
        using (organisation_id = any ((select string_to_array(current_setting('app.organisations', true), ',')::int[])::int[]));
      create policy everything on undelivered_mails to habilis_system using (true);
      grant select on undelivered_mails to habilis_app;
      grant select, insert, update, delete on undelivered_mails to habilis_system;
    `)
  }
}
