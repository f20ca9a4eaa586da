import { test } from '@japa/runner'
import logger from '@adonisjs/core/services/logger'
import { warnOfForgeableScopes } from '#shared/tenancy/forgeable_scopes'
import { outputsDuring } from '#tests/helpers/traces'

test.group('Scopes that a query could forge', () => {
  test('are warned of at the start, with what to do', async ({ assert }) => {
    // A function that everybody may call stands for one that could not be revoked.
    const everybodys = 'pg_catalog.current_setting(text, boolean)'
    const output = await outputsDuring(() => warnOfForgeableScopes(logger, everybodys))
    assert.include(output, 'database/roles.sql')
    assert.include(output, '"roles":["habilis","habilis_app","habilis_system"]')
  })

  test('are not in a database prepared by database/roles.sql', async ({ assert }) => {
    assert.notInclude(await outputsDuring(() => warnOfForgeableScopes(logger)), 'not revoked')
  })
})
