import { BaseSchema } from '@adonisjs/lucid/schema'

/** People. No tenant table: a person is seen through an attachment. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table users (
        id integer generated always as identity primary key,
        login_email text not null,
        contact_email text not null,
        first_name text not null,
        last_name text not null,
        phone text,
        locale text not null default 'fr' check (locale in ('fr', 'en')),
        password_hash text,
        -- Of the sessions that are still good: a reset of the password begins the next one.
        session_generation integer not null default 1,
        is_operator boolean not null default false,
        last_login_at timestamptz,
        previous_login_at timestamptz,
        deactivated_at timestamptz,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      );
      create unique index users_login_unique on users (lower(login_email));
      create index users_name on users (lower(last_name), lower(first_name), id);

      -- Links sent by mail. Only the hash of the secret is kept.
      create table user_links (
        id integer generated always as identity primary key,
        user_id integer not null references users on delete cascade,
        purpose text not null check (purpose in ('password_reset', 'contact_email')),
        secret_hash bytea not null unique,
        email text not null,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        used_at timestamptz
      );
      create index user_links_user on user_links (user_id, purpose);

      alter table sessions add foreign key (user_id) references users on delete cascade;

      -- People are not tenant data, so no policy guards their rows: a request reads no hash, and
      -- writes nothing but the language and its own links.
      grant select (id, login_email, contact_email, first_name, last_name, phone, locale,
        is_operator, last_login_at, previous_login_at, deactivated_at, created_at, updated_at)
        on users to habilis_app;
      grant update (locale, updated_at) on users to habilis_app;
      grant select (id, user_id, purpose, email, created_at, expires_at, used_at)
        on user_links to habilis_app;
      grant insert, update (used_at) on user_links to habilis_app;
      grant select, insert, update, delete on users, user_links to habilis_system;
    `)
  }
}
