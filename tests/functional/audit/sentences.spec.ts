import { test } from '@japa/runner'
import { globSync, readFileSync } from 'node:fs'
import i18nManager from '@adonisjs/i18n/services/main'
import { recordAudit } from '#shared/audit/record_audit'
import { listHistory } from '#shared/audit/history'
import { tenancy } from '#shared/tenancy/main'
import { anOrganisation } from '#tests/helpers/fixtures'

/** Every action that the code writes to the journal. */
const actions = globSync('{app,database,commands}/**/*.ts').flatMap((path) =>
  [...readFileSync(path, 'utf8').matchAll(/action: ['"`]([a-z_]+\.[a-z_]+)['"`]/g)].map(
    ([, action]) => action
  )
)

test.group('Sentences of the journal', () => {
  test('every action has one, in both languages, with and without what it names', async ({
    assert,
  }) => {
    assert.isAbove(actions.length, 10)
    const { id } = await anOrganisation()
    const [bare] = await tenancy.asSystem('test', async () => {
      await recordAudit({ organisationId: id, action: 'organisation.updated' })
      return (await listHistory({ organisationIds: [id] }, { page: 1, perPage: 10 })).rows
    })
    const full = { login: 'TECH_0X@habilis.test', name: 'Lou', from: 'Alix', to: 'Lou' }
    for (const locale of ['fr', 'en']) {
      const i18n = i18nManager.locale(locale)
      for (const action of actions) {
        const key = `history.actions.${action}`
        assert.isTrue(i18n.hasMessage(key), `${locale}: ${key}`)
        assert.notInclude(i18n.t(key, bare.details), 'none')
        assert.notMatch(i18n.t(key, full), /[{}]/)
      }
    }
  })
})
