import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import type { HttpContext } from '@adonisjs/core/http'
import HandoversController from '../../../app/habilitations/controllers/handovers_controller.js'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation } from '#tests/helpers/fixtures'
import { submit } from '#tests/helpers/technical_accounts'

/** What a controller may do after it has written, and what the client is then answered. */
const ENDINGS: Record<
  string,
  { end: (ctx: HttpContext) => unknown; status: number; kept: boolean }
> = {
  'answers': { end: ({ response }) => response.redirect('/'), status: 302, kept: true },
  'returns a 409': {
    end: ({ response }) => response.status(409).send('conflict'),
    status: 409,
    kept: false,
  },
  'throws': {
    end() {
      throw new Error('planted')
    },
    status: 500,
    kept: false,
  },
  'makes PostgreSQL fail': { end: () => db.rawQuery('select 1 / 0'), status: 500, kept: false },
  'goes on after a statement that failed': {
    end: ({ response }) =>
      db.rawQuery('select 1 / 0').catch(() => response.redirect('/')) as Promise<unknown>,
    status: 503,
    kept: false,
  },
}

test.group('A request that has written', (group) => {
  group.each.teardown(() => app.container.restore(HandoversController))

  for (const [what, { end, status, kept }] of Object.entries(ENDINGS)) {
    test(`and ${what} leaves ${kept ? 'what it wrote' : 'nothing'}`, async ({ client, assert }) => {
      const { manager, organisation } = await aManagedOrganisation({
        organisation: { name: 'Avant' },
      })
      const planted = new HandoversController()
      planted.store = async (ctx) => {
        await db.from('organisations').where('id', organisation.id).update({ name: 'Après' })
        return end(ctx) as never
      }
      app.container.swap(HandoversController, () => planted)
      const path = `/organisations/${organisation.id}/handover`
      const response = await submit(client.post(path), manager, { user: 1 })
      response.assertStatus(status)
      assert.deepEqual(await rowsOf('select name from organisations'), [
        { name: kept ? 'Après' : 'Avant' },
      ])
    })
  }
})
