import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table attachments (
        id integer generated always as identity primary key,
        organisation_id integer not null references organisations,
        user_id integer not null references users,
        service_id integer,
        role text not null default 'user' check (role in ('principal_manager', 'user')),
        status text not null check (status in ('pending', 'validated', 'refused', 'deactivated', 'removed')),
        comment text,
        reactivated_at timestamptz,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        ended_at timestamptz,
        unique (organisation_id, id),
        foreign key (organisation_id, service_id) references services (organisation_id, id),
        -- The role can't be lost by a change of status: it is handed over first.
        check (role = 'user' or (status = 'validated' and service_id is null))
      );
      create unique index attachments_one_principal_manager on attachments (organisation_id)
        where role = 'principal_manager';
      create unique index attachments_one_live on attachments (organisation_id, user_id, coalesce(service_id, 0))
        where status in ('pending', 'validated', 'deactivated');
      create index attachments_user on attachments (user_id, status);

      create table manager_handovers (
        id integer generated always as identity primary key,
        organisation_id integer not null references organisations,
        from_user_id integer not null references users,
        to_user_id integer not null references users,
        status text not null default 'proposed'
          check (status in ('proposed', 'accepted', 'declined', 'withdrawn', 'expired')),
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        decided_at timestamptz,
        check (from_user_id <> to_user_id)
      );
      create unique index manager_handovers_one_open on manager_handovers (organisation_id)
        where status = 'proposed';
      create index manager_handovers_to on manager_handovers (to_user_id) where status = 'proposed';

      -- A door for statements across modules: who manages what, at this moment.
      create view principal_managers with (security_invoker = true) as
        select a.organisation_id, a.user_id, u.first_name, u.last_name, u.contact_email, u.locale
        from attachments a join users u on u.id = a.user_id
        where a.role = 'principal_manager' and a.status = 'validated' and u.deactivated_at is null;
    `)
    for (const table of ['attachments', 'manager_handovers']) {
      this.schema.raw(`
        alter table ${table} enable row level security;
        alter table ${table} force row level security;
        create policy tenant on ${table} to habilis_app
          using (organisation_id = any ((select string_to_array(current_setting('app.organisations', true), ',')::int[])::int[]));
        create policy everything on ${table} to habilis_system using (true);
        grant select, insert, update on ${table} to habilis_app;
        grant select, insert, update, delete on ${table} to habilis_system;
      `)
    }
    this.schema.raw('grant select on principal_managers to habilis_app, habilis_system')
  }
}
