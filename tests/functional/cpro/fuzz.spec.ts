import fc from 'fast-check'
import { test } from '@japa/runner'
import { aCallingAccount, cproAccount, forgetCounts, raw } from '#tests/helpers/api_calls'
import { isEnveloped } from './contract.js'

const RECHERCHER = '/cpro/structures/v1/rechercher'
const CONSULTER = '/cpro/structures/v1/consulter'
const HEALTH = '/cpro/transverses/v1/health-check'

async function givenHeaders(values: Record<string, string> = {}) {
  const { account, organisation } = await aCallingAccount()
  return {
    account,
    organisation,
    headers: {
      'cpro-account': cproAccount(account),
      'content-type': 'application/json',
      ...values,
    },
  }
}

test.group('/cpro never breaks', (group) => {
  group.each.setup(() => forgetCounts())

  const never5xx = (assert: { isBelow(a: number, b: number): void }, status: number) =>
    assert.isBelow(status, 500)

  test('whatever the credential headers hold', async ({ assert }) => {
    await givenHeaders()
    const latin1 = fc
      .array(
        fc.integer({ min: 0x20, max: 0xff }).filter((code) => code !== 0x7f),
        { maxLength: 60 }
      )
      .map((codes) => String.fromCharCode(...codes))
    const encoded = fc
      .oneof(fc.string({ unit: 'binary' }), fc.string())
      .map((text) => Buffer.from(text).toString('base64'))
    const bytes = fc
      .uint8Array({ maxLength: 80 })
      .map((array) => Buffer.from(array).toString('base64'))
    const login = fc
      .string({ unit: 'binary' })
      .map((text) => Buffer.from(`${text}:hbt_${'2'.repeat(38)}`).toString('base64'))
    const value = fc.oneof(latin1, encoded, bytes, login)
    await fc.assert(
      fc.asyncProperty(
        fc.option(value),
        fc.option(
          fc.oneof(
            value,
            value.map((text) => `Bearer ${text}`)
          )
        ),
        async (account, authorization) => {
          const headers: Record<string, string> = {}
          if (account !== null) headers['cpro-account'] = account
          if (authorization !== null) headers.authorization = authorization
          const answer = await raw(HEALTH, { method: 'GET', headers })
          never5xx(assert, answer.status)
          return [401, 429].includes(answer.status) && isEnveloped(answer.body, answer.status)
        }
      ),
      { numRuns: 300 }
    )
  }).timeout(60_000)

  test('whatever the body holds', async ({ assert }) => {
    const { headers } = await givenHeaders()
    const paths = [
      RECHERCHER,
      CONSULTER,
      '/cpro/structures/v1/rechercher/services',
      '/cpro/structures/v1/consulter/service',
      '/cpro/utilisateurs/v1/monCompte/recuperer/rattachements',
    ]
    const leaf = fc.oneof(
      fc.constantFrom(
        null,
        '',
        true,
        0,
        1,
        -1,
        2 ** 31,
        1e308,
        '1',
        'ACTIF',
        'SIRET',
        'PUBLIQUE',
        ' Ascendant ',
        "'",
        '%',
        '\\',
        '\u0000',
        '\ud800'
      ),
      fc.jsonValue({ maxDepth: 2 })
    )
    const bag = (names: string[]) =>
      fc.dictionary(fc.constantFrom(...names), leaf, {
        maxKeys: names.length,
        noNullPrototype: true,
      })
    const body = fc.oneof(
      fc.record(
        {
          structure: fc.oneof(
            leaf,
            bag([
              'adresseCodePays',
              'adresseVille',
              'identifiantStructure',
              'typeIdentifiantStructure',
              'typeStructure',
              'statutStructure',
              'estMOA',
              'raisonSocialeStructure',
            ])
          ),
          parametres: fc.oneof(
            leaf,
            bag(['nbResultatsParPage', 'pageResultatDemandee', 'triColonne', 'triSens'])
          ),
          restreindreStructuresPrivees: leaf,
          idStructure: leaf,
          idStructureCPP: leaf,
          idService: leaf,
          codeLangue: leaf,
          parametresRecherche: leaf,
        },
        { requiredKeys: [] }
      ),
      fc.jsonValue()
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), body, async (path, content) => {
        const answer = await raw(path, { headers, body: JSON.stringify(content) })
        never5xx(assert, answer.status)
        return [200, 400, 404].includes(answer.status)
      }),
      { numRuns: 300 }
    )
  }).timeout(60_000)
})
