import { DATABASE } from '../../../bin/embedded/roles.js'
import type { Scale } from '../scale.js'
import type { Stage } from '../stage.js'
import { count, megabytes, type Line } from '../table.js'

interface Run {
  seconds: number
  before: number
  peak: number
}

const OTHER_DATABASE = 'expiry'
const SECONDS = 10
/** What the process may grow by: a constant, however many accounts there are. */
const GROWTH = 32 * 1_048_576

/** The job that finds what is due among many accounts, twice. */
export async function expiryCheck(stage: Stage, scale: Scale): Promise<Line[]> {
  const { accounts, due } = scale
  await stage.sql(`create database ${OTHER_DATABASE} template ${DATABASE}`, 'postgres')
  await stage.sql(accountsSql(scale), OTHER_DATABASE)
  await stage.sql('vacuum analyze', OTHER_DATABASE)

  const environment = stage.environmentOf(OTHER_DATABASE)
  const first = (await stage.run('expiry', environment)) as Run
  const noted = await notices(stage)
  const second = (await stage.run('expiry', environment)) as Run
  const afterwards = await notices(stage)

  const growth = Math.max(first.peak - first.before, second.peak - second.before)
  const exact = noted.right === due && noted.all === due && noted.messages === due
  const again = afterwards.all - noted.all + (afterwards.messages - noted.messages)
  const what = `Expiry check, ${count(accounts)} accounts, ${count(due)} due`
  return [
    {
      scenario: what,
      measured: `${first.seconds.toFixed(2)} s, again ${second.seconds.toFixed(2)} s`,
      target: `< ${SECONDS} s`,
      met: Math.max(first.seconds, second.seconds) < SECONDS,
    },
    {
      scenario: '— reminders asked for, and by the second run',
      measured: `${count(noted.right)} right of ${count(noted.all)}, then ${count(again)}`,
      target: `${count(due)}, then 0`,
      met: exact && again === 0,
    },
    {
      scenario: '— memory of the process',
      measured: `peak ${megabytes(first.peak)}, ${megabytes(growth)} more than before`,
      target: 'flat',
      met: growth < GROWTH,
    },
  ]
}

/** Notices made by the check: those of the due passwords with their stage, and all. */
async function notices(stage: Stage) {
  const [row] = await stage.sql(
    `select
       (select count(*)::int from password_notices n join expected e
         on e.password_id = n.technical_password_id and e.stage = n.stage) as right,
       (select count(*)::int - (select count(*) from noticed_before)::int from password_notices) as all,
       (select count(*)::int from outbox_messages) as messages`,
    OTHER_DATABASE
  )
  return row as { right: number; all: number; messages: number }
}

/**
 * A hundred accounts an organisation. The due ones are spread over the six stages; nine times as
 * many lie in the last thirty days too, half of them with the notice of their stage and half
 * suspended; the others have longer to go.
 */
function accountsSql({ accounts, due }: Scale): string {
  const organisations = Math.ceil(accounts / 100)
  return `
    -- The rows are consistent: nobody's foreign keys have to be looked up one by one.
    set session_replication_role = replica;
    truncate organisations, users, outbox_messages restart identity cascade;
    insert into users (login_email, contact_email, first_name, last_name)
      select 'gp' || i || '@exemple.test', 'gp' || i || '@exemple.test', 'Camille', 'Modèle ' || i
      from generate_series(1, ${organisations}) i;
    insert into organisations (kind, identifier_type, identifier, name)
      select 'company', 'AUTRE', 'B' || i, 'Structure ' || i from generate_series(1, ${organisations}) i;
    insert into attachments (organisation_id, user_id, role, status)
      select i, i, 'principal_manager', 'validated' from generate_series(1, ${organisations}) i;

    create table population as
      select i as id, 1 + (i - 1) / 100 as organisation_id,
        case when i % ${accounts / due} = 0 then 'due'
          when i % ${accounts / due} between 1 and 4 then 'noticed'
          when i % ${accounts / due} between 5 and 9 then 'suspended'
          else 'far' end as state,
        (array['30', '15', '7', '3', '1', 'expired'])[1 + (i / ${accounts / due}) % 6] as stage
      from generate_series(1, ${accounts}) i;
    insert into technical_accounts (organisation_id, login, status)
      select organisation_id, 'TECH_0B' || id || '@habilis.test',
        case state when 'suspended' then 'suspended' else 'active' end
      from population order by id;
    insert into technical_passwords
        (organisation_id, technical_account_id, version, pepper_id, verifier, created_at, expires_at)
      select organisation_id, id, 1, 'p1', sha256(id::text::bytea), ends - interval '100 days', ends
      from population cross join lateral (select
        case when state = 'far' then now() + interval '31 days' + id % 69 * interval '1 day'
          -- An hour after the instant of the stage.
          else now() - interval '1 hour' +
            case stage when 'expired' then 0 else stage::int end * interval '24 hours'
        end as ends) e
      order by id;
    insert into password_notices (organisation_id, technical_password_id, stage)
      select organisation_id, id, stage from population where state = 'noticed';

    create table expected as select id as password_id, stage from population where state = 'due';
    create table noticed_before as select id from password_notices;
    drop table population;
    set session_replication_role = default;`
}
