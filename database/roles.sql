-- The database roles of Habilis (docs/operations.md says what each may do).
-- Run once, as the server's administrator, in the empty database that will hold the product; then
-- give the three logins their passwords (`alter role habilis password '…'`). Running it again
-- changes nothing.
do $$
declare
  membership text := case when current_setting('server_version_num')::int >= 160000
    then 'grant %I to %I with inherit false, set true'
    else 'grant %I to %I' end;
  role_name text;
begin
  if not exists (select from pg_roles where rolname = 'habilis_owner') then
    create role habilis_owner login;
  end if;
  if not exists (select from pg_roles where rolname = 'habilis') then
    create role habilis login noinherit;
  end if;
  if not exists (select from pg_roles where rolname = 'habilis_jobs') then
    create role habilis_jobs login;
  end if;
  foreach role_name in array array['habilis_app', 'habilis_system'] loop
    if not exists (select from pg_roles where rolname = role_name) then
      execute format('create role %I nologin', role_name);
    end if;
    execute format(membership, role_name, 'habilis');
  end loop;
  -- Backfills in migrations run as habilis_system, or row-level security shows them nothing.
  execute format(membership, 'habilis_system', 'habilis_owner');
  execute format('revoke create, temporary on database %I from public', current_database());
  execute format('grant connect on database %I to habilis, habilis_owner, habilis_jobs', current_database());
  execute format('grant create, temporary on database %I to habilis_owner', current_database());
  -- BullMQ adds jobs in bulk through a temporary table.
  execute format('grant temporary on database %I to habilis_jobs', current_database());
  -- The administrator of a managed server is no superuser: giving something away needs membership.
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant habilis_owner, habilis_jobs to %I', current_user);
  end if;
end $$;

alter schema public owner to habilis_owner;
revoke create on schema public from public;
grant usage on schema public to habilis, habilis_app, habilis_system;
create schema if not exists bullmq authorization habilis_jobs;

-- A tenant's scope is bound with SET LOCAL, a statement that a query can't contain. set_config()
-- is the same power as a function call, so only those who need it keep it: pg_dump and BullMQ.
revoke execute on function pg_catalog.set_config(text, text, boolean) from public;
grant execute on function pg_catalog.set_config(text, text, boolean) to habilis_owner, habilis_jobs;
