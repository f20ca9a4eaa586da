import { BaseSchema } from '@adonisjs/lucid/schema'

/** A postal address and its telephones, as the sheet and the /cpro contract have them: ten columns. */
const ADDRESS = `
  address_line text, address_extra_1 text, address_extra_2 text, postal_code text, city text,
  country_code char(2) check (country_code ~ '^[A-Z]{2}$'), phone_prefix text, phone text, fax_prefix text, fax text`

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table organisations (
        id integer generated always as identity primary key,
        kind text not null check (kind in ('company', 'public_body', 'association', 'individual')),
        identifier_type text not null check (identifier_type in
          ('SIRET', 'UE_HORS_FRANCE', 'HORS_UE', 'RIDET', 'TAHITI', 'AUTRE', 'PARTICULIER')),
        identifier text not null check (identifier <> '' and length(identifier) <= 80),
        name text not null,
        label text,
        first_name text,
        last_name text,
        email text,
        status text not null default 'active' check (status in ('active', 'inactive')),
        rcs_number text,
        vat_number text,
        emits_edi boolean not null default false,
        receives_edi_lifecycle boolean not null default false,
        connection_request_active boolean not null default false,
        farm_management_centre boolean not null default false,
        engagement_required boolean not null default false,
        service_code_required boolean not null default false,
        engagement_or_service_code_required boolean not null default false,
        ${ADDRESS},
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint organisations_identifier_unique unique (identifier_type, identifier)
      );
      create index organisations_name on organisations (lower(name), id);

      create table services (
        id integer generated always as identity primary key,
        organisation_id integer not null references organisations,
        code text not null check (length(code) between 1 and 100),
        label text not null,
        description text,
        starts_at timestamptz not null,
        ends_at timestamptz check (ends_at > starts_at),
        engagement_required boolean not null default false,
        is_default boolean not null default false,
        ${ADDRESS},
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint services_code_unique unique (organisation_id, code),
        unique (organisation_id, id)
      );
      create unique index services_one_default on services (organisation_id) where is_default;
    `)

    this.schema.raw(`
      alter table organisations enable row level security;
      alter table organisations force row level security;
      create policy tenant on organisations to habilis_app
        using (id = any ((select string_to_array(current_setting('app.organisations', true), ',')::int[])::int[]));
      create policy public_bodies on organisations for select to habilis_app using (kind = 'public_body');
      create policy everything on organisations to habilis_system using (true);

      alter table services enable row level security;
      alter table services force row level security;
      create policy tenant on services to habilis_app
        using (organisation_id = any ((select string_to_array(current_setting('app.organisations', true), ',')::int[])::int[]));
      -- A supplier must find the service codes of the public body it invoices.
      create policy public_bodies on services for select to habilis_app using (
        exists (select from organisations o where o.id = organisation_id and o.kind = 'public_body'));
      create policy everything on services to habilis_system using (true);

      grant select, insert, update on organisations, services to habilis_app;
      grant select, insert, update, delete on organisations, services to habilis_system;
    `)
  }
}
