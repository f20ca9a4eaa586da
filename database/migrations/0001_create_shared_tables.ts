import { BaseSchema } from '@adonisjs/lucid/schema'

/** Outbox, audit, sessions and counters: what every module uses and none owns. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table outbox_messages (
        id bigint generated always as identity primary key,
        job text not null,
        payload jsonb not null,
        organisation_id integer,
        created_at timestamptz not null default now(),
        dispatched_at timestamptz,
        parked_at timestamptz,
        parked_reason text
      );
      create index outbox_messages_waiting on outbox_messages (id)
        where dispatched_at is null and parked_at is null;
      create index outbox_messages_dispatched on outbox_messages (dispatched_at)
        where dispatched_at is not null;

      create function announce_outbox_message() returns trigger language plpgsql as $$
      begin
        notify habilis_outbox;
        return null;
      end $$;
      create trigger announce after insert on outbox_messages
        for each statement execute function announce_outbox_message();

      create table audit_heads (
        organisation_id integer primary key,
        sequence bigint not null,
        hash bytea not null
      );

      create table audit_events (
        id bigint generated always as identity primary key,
        organisation_id integer not null,
        sequence bigint not null,
        action text not null,
        actor_kind text not null check (actor_kind in ('person', 'technical_account', 'operator', 'system')),
        actor_id integer,
        actor_label text not null,
        subject text,
        details jsonb not null default '{}',
        reason text,
        source_address text,
        request_id text,
        occurred_at timestamptz not null default now(),
        previous_hash bytea not null,
        hash bytea not null,
        unique (organisation_id, sequence)
      );
      create index audit_events_history on audit_events (organisation_id, id desc);

      create table sessions (
        id text primary key,
        data text not null,
        user_id integer,
        created_at timestamptz not null default now(),
        touched_at timestamptz not null default now(),
        expires_at timestamptz not null
      );
      create index sessions_user on sessions (user_id) where user_id is not null;
      create index sessions_expiry on sessions (expires_at);

      create table throttles (
        key text primary key,
        failures integer not null,
        blocked_until timestamptz,
        updated_at timestamptz not null default now()
      );
      create index throttles_age on throttles (updated_at);

      create table used_nonces (
        nonce_hash bytea primary key,
        used_at timestamptz not null default now()
      );
      create index used_nonces_age on used_nonces (used_at);
    `)

    // The chain is made by the database: the runtime role may insert an event and nothing else,
    // so neither a fault nor an attacker in the application can rewrite or fork the journal.
    this.schema.raw(`
      create function audit_event_digest(e audit_events) returns bytea
        language sql stable set timezone = 'UTC' as $$
        select sha256(e.previous_hash || convert_to(jsonb_build_array(
          e.organisation_id, e.sequence, e.action, e.actor_kind, e.actor_id, e.actor_label, e.subject,
          e.details, e.reason, e.source_address, e.request_id, e.occurred_at
        )::text, 'UTF8'))
      $$;

      create function chain_audit_event() returns trigger
        language plpgsql security definer set search_path = public, pg_temp as $$
      declare
        head audit_heads;
      begin
        insert into audit_heads values (new.organisation_id, 0, '\\x'::bytea)
          on conflict (organisation_id) do nothing;
        select * into head from audit_heads where organisation_id = new.organisation_id for update;
        new.sequence := head.sequence + 1;
        new.previous_hash := head.hash;
        new.occurred_at := clock_timestamp();
        new.hash := audit_event_digest(new);
        update audit_heads set sequence = new.sequence, hash = new.hash
          where organisation_id = new.organisation_id;
        return new;
      end $$;
      create trigger chain before insert on audit_events
        for each row execute function chain_audit_event();
    `)

    this.schema.raw(`
      alter table audit_events enable row level security;
      alter table audit_events force row level security;
      create policy tenant on audit_events to habilis_app
        using (organisation_id = any ((select string_to_array(current_setting('app.organisations', true), ',')::int[])::int[]));
      create policy everything on audit_events to habilis_system using (true);
      alter table audit_heads enable row level security;
      alter table audit_heads force row level security;
      create policy everything on audit_heads to habilis_system using (true);
      create policy chain on audit_heads to habilis_owner using (true);

      -- A request asks for jobs; it has no reason to read what others asked for.
      grant insert on outbox_messages to habilis_app;
      grant select, insert, update, delete on outbox_messages to habilis_system;
      grant select, insert on audit_events to habilis_app, habilis_system;
      grant select on audit_heads to habilis_system;
      grant select, insert, update, delete on sessions, throttles to habilis;
      grant select, delete on sessions to habilis_system;
      grant insert on used_nonces to habilis_app, habilis_system;
      grant select, delete on used_nonces to habilis_system;
      grant delete on throttles to habilis_system;
    `)
  }
}
