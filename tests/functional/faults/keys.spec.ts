import { test } from '@japa/runner'
import { refuseUnknownPeppers } from '#technical_accounts'
import { freePort } from '../../../bin/embedded/ports.js'
import { run } from '#tests/helpers/own_process'
import { aManagedOrganisation } from '#tests/helpers/fixtures'
import { anAccount } from '#tests/helpers/technical_accounts'
import { rowsOf } from '#tests/helpers/database'

const secret = (letter: string) => Buffer.alloc(32, letter).toString('base64')

const PATIENCE = 50_000

/** Every kind of process of an installation. */
const PROCESSES = {
  'a web process': ['bin/server.ts'],
  'workers': ['ace.js', 'jobs:work'],
  'a command': ['ace.js', 'technical-accounts:create', '0', '--json'],
}

async function refusal(args: string[], environment: Record<string, string | undefined>) {
  const own = run(args, { LOG_LEVEL: 'fatal', PORT: String(await freePort()), ...environment })
  // One that starts after all must not outlive the test, whose database it would work on.
  const end = setTimeout(() => own.child.kill('SIGKILL'), PATIENCE)
  const code = await own.ended
  clearTimeout(end)
  if (code === null) throw new Error(`It started:\n${own.output()}`)
  return { code, output: own.output().replaceAll(/\s+/g, ' ') }
}

for (const [what, args] of Object.entries(PROCESSES)) {
  test.group(`Keys: ${what} refuses to start`, (group) => {
    group.each.timeout(150_000)

    test('without {$self}, and names it')
      .with(['APP_KEY', 'TECHNICAL_PASSWORD_PEPPERS', 'TOKEN_KEYS'])
      .run(async ({ assert }, variable) => {
        const { code, output } = await refusal(args, { [variable]: '' })
        assert.notEqual(code, 0)
        assert.include(output, variable)
      })

    test('with a malformed key ring, and says what is wrong without showing it')
      .with([
        { variable: 'TECHNICAL_PASSWORD_PEPPERS', value: secret('p') },
        { variable: 'TECHNICAL_PASSWORD_PEPPERS', value: 'p1:c2hvcnQ=' },
        { variable: 'TOKEN_KEYS', value: `t1:${secret('t')},t1:${secret('u')}` },
        { variable: 'APP_KEY', value: 'too-short' },
      ])
      .run(async ({ assert }, { variable, value }) => {
        const { code, output } = await refusal(args, { [variable]: value })
        assert.notEqual(code, 0)
        assert.include(output, variable)
        for (const part of value.split(/[:,]/).filter((text) => text.length > 2)) {
          assert.notInclude(output, part)
        }
      })

    test('with another pepper under the same name, or without one that is in use', async ({
      assert,
    }) => {
      const { organisation } = await aManagedOrganisation()
      await anAccount(organisation.id)
      const [{ id }] = await rowsOf(`select distinct pepper_id as id from technical_passwords`)
      // What a web process notes when it starts.
      await refuseUnknownPeppers()

      const changed = await refusal(args, {
        TECHNICAL_PASSWORD_PEPPERS: `${id}:${secret('x')}`,
      })
      assert.notEqual(changed.code, 0)
      assert.include(changed.output, `"${id}" is not the pepper`)
      const missing = await refusal(args, { TECHNICAL_PASSWORD_PEPPERS: `new:${secret('x')}` })
      assert.notEqual(missing.code, 0)
      assert.include(missing.output, `"${id}" missing`)
      assert.notInclude(missing.output, secret('x'))
      assert.deepEqual(await rowsOf(`select id from technical_peppers where id = 'new'`), [])
    })
  })
}
