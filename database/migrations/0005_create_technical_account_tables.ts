import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table technical_accounts (
        id integer generated always as identity primary key,
        organisation_id integer not null references organisations,
        login text not null,
        label text,
        notification_addresses text[] not null default '{}',
        status text not null default 'active' check (status in ('active', 'suspended', 'deleted')),
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        deleted_at timestamptz,
        unique (organisation_id, id),
        -- Deleted accounts stay: a login is never given twice.
        constraint technical_accounts_login_unique unique (login)
      );

      -- One row per password generation; the highest version is the current one. An earlier one is
      -- accepted while now() < least(usable_until, expires_at).
      create table technical_passwords (
        id integer generated always as identity primary key,
        organisation_id integer not null,
        technical_account_id integer not null,
        version integer not null,
        pepper_id text not null,
        verifier bytea not null,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        usable_until timestamptz,
        last_used_at timestamptz,
        last_used_from text,
        foreign key (organisation_id, technical_account_id)
          references technical_accounts (organisation_id, id) on delete cascade,
        unique (organisation_id, id),
        constraint technical_passwords_version_unique unique (technical_account_id, version)
      );
      -- The current one: not superseded. At most one, whatever the concurrency.
      create unique index technical_passwords_one_current on technical_passwords (technical_account_id)
        where usable_until is null;
      create index technical_passwords_expiry on technical_passwords (expires_at) where usable_until is null;

      create table password_notices (
        id integer generated always as identity primary key,
        organisation_id integer not null,
        technical_password_id integer not null,
        stage text not null check (stage in ('30', '15', '7', '3', '1', 'expired')),
        created_at timestamptz not null default now(),
        sent_at timestamptz,
        foreign key (organisation_id, technical_password_id)
          references technical_passwords (organisation_id, id) on delete cascade,
        constraint password_notices_stage_unique unique (technical_password_id, stage)
      );

      create table credential_exports (
        id integer generated always as identity primary key,
        organisation_id integer not null,
        technical_account_id integer not null,
        ticket_hash bytea not null unique,
        session_hash bytea not null,
        sealed_secret text,
        sealed_pdf bytea,
        failed_at timestamptz,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        foreign key (organisation_id, technical_account_id)
          references technical_accounts (organisation_id, id) on delete cascade
      );
      create index credential_exports_expiry on credential_exports (expires_at);

      create table revoked_tokens (
        id text primary key,
        expires_at timestamptz not null
      );
      create index revoked_tokens_expiry on revoked_tokens (expires_at);
    `)
    for (const table of [
      'technical_accounts',
      'technical_passwords',
      'password_notices',
      'credential_exports',
    ]) {
      this.schema.raw(`
        alter table ${table} enable row level security;
        alter table ${table} force row level security;
        create policy tenant on ${table} to habilis_app
          using (organisation_id = any ((select string_to_array(current_setting('app.organisations', true), ',')::int[])::int[]));
        create policy everything on ${table} to habilis_system using (true);
        grant select, insert, update, delete on ${table} to habilis_app, habilis_system;
      `)
    }
    this.schema.raw(`
      revoke delete on technical_accounts, technical_passwords from habilis_app;
      grant select, insert, delete on revoked_tokens to habilis_system;
      grant select, insert on revoked_tokens to habilis_app;
    `)
  }
}
