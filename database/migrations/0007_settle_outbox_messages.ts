import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * The queue may forget (a wiped Redis), the outbox must not: it also knows what is done or given
 * up, and hands over again what the queue has lost. Written in the job's own transaction, it
 * makes a repetition of the job's writes impossible.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`
      alter table outbox_messages add column settled_at timestamptz;
      create index outbox_messages_unsettled on outbox_messages (id)
        where dispatched_at is not null and settled_at is null;
      drop index outbox_messages_dispatched;
      create index outbox_messages_settled on outbox_messages (settled_at)
        where settled_at is not null;
    `)
  }
}
