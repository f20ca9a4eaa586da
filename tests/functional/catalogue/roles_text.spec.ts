import { readFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { anOwnCluster, type OwnCluster } from '#tests/helpers/own_cluster'

const VERSION = `current_setting('server_version_num')::int`

test.group('database/roles.sql', (group) => {
  let cluster: OwnCluster
  group.setup(async () => {
    cluster = await anOwnCluster()
    return () => cluster.remove()
  })

  for (const version of [150_000, 160_000]) {
    test(`makes the same roles members of each other as on PostgreSQL ${version / 10_000}`, async ({
      assert,
    }) => {
      const text = await readFile(app.makePath('database/roles.sql'), 'utf8')
      assert.include(text, VERSION)
      await cluster.administer(`revoke habilis_app, habilis_system from habilis;
        revoke habilis_system from habilis_owner`)
      await cluster.administer(text.replace(VERSION, String(version)))
      const members = await cluster.query(
        `select roleid::regrole::text as role, member::regrole::text as member
         from pg_auth_members where roleid::regrole::text like 'habilis%' order by 1, 2`
      )
      assert.deepEqual(members, [
        { role: 'habilis_app', member: 'habilis' },
        { role: 'habilis_system', member: 'habilis' },
        { role: 'habilis_system', member: 'habilis_owner' },
      ])
    })
  }
})
