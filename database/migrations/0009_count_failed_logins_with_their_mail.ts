import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * The system counts failed logins in the transaction that asks for the mail about them. And
 * accounts deleted so far keep no integrator's address, as those deleted from now on.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`
      grant select, insert, update on throttles to habilis_system;

      set local role habilis_system;
      update technical_accounts set notification_addresses = '{}' where status = 'deleted';
      reset role;
    `)
  }
}
