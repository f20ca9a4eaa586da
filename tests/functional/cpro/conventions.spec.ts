import { gzipSync } from 'node:zlib'
import { test } from '@japa/runner'
import { aCallingAccount, call, cproAccount, forgetCounts, raw } from '#tests/helpers/api_calls'
import { isEnveloped } from './contract.js'

const RECHERCHER = '/cpro/structures/v1/rechercher'
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

test.group('/cpro conventions', (group) => {
  group.each.setup(() => forgetCounts())

  test('any spelling of the media type of JSON', async ({ assert }) => {
    const { headers } = await givenHeaders()
    for (const type of [
      'application/json',
      'Application/JSON',
      'application/json;charset=utf-8',
      'application/json; charset=UTF8',
      'application/json ; charset="utf-8"',
      'application/json;',
      'application/json; charset=utf-8;',
      'application/json; charset=',
    ]) {
      const answer = await raw(RECHERCHER, {
        headers: { ...headers, 'content-type': type },
        body: '{}',
      })
      assert.equal(answer.status, 200, type)
    }
  })

  test('another media type, or none, is 415', async ({ assert }) => {
    const { headers } = await givenHeaders()
    for (const type of [
      'text/plain',
      'application/xml',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
    ]) {
      const answer = await raw(RECHERCHER, {
        headers: { ...headers, 'content-type': type },
        body: '{}',
      })
      assert.equal(answer.status, 415, type)
      assert.isTrue(isEnveloped(answer.body, 415))
    }
    const { 'content-type': _, ...without } = headers
    const answer = await raw(RECHERCHER, { headers: without, body: '{}' })
    assert.equal(answer.status, 415)
  })

  test('an empty body is {}', async ({ assert }) => {
    const { headers } = await givenHeaders()
    assert.equal((await raw(RECHERCHER, { headers })).status, 200)
    assert.equal(
      (await raw(RECHERCHER, { headers: { ...headers, 'transfer-encoding': 'chunked' } })).status,
      200
    )
    const { 'content-type': _, ...without } = headers
    assert.equal((await raw(RECHERCHER, { headers: without })).status, 200)
  })

  test('absent, null, "" and blank are not given; unknown members are ignored', async ({
    client,
    assert,
  }) => {
    const { account } = await givenHeaders()
    const body = {
      structure: {
        identifiantStructure: '',
        typeIdentifiantStructure: null,
        typeStructure: '',
        statutStructure: '',
        estMOA: null,
        adresseCodePostal: ' ',
        libelleStructure: '\t ',
        inconnu: { x: 1 },
      },
      parametres: {
        nbResultatsParPage: '',
        pageResultatDemandee: null,
        triColonne: '',
        triSens: '',
      },
      restreindreStructuresPrivees: '',
      autreChose: [1, 2],
    }
    const response = await call(client, 'structures/v1/rechercher', account, body)
    response.assertStatus(200)
    assert.equal(response.body().parametresRetour.total, 1)
    const nothing = await call(client, 'structures/v1/rechercher', account, {
      structure: null,
      parametres: '',
    })
    nothing.assertStatus(200)
    const deep = `${'{"inconnu":'.repeat(5000)}"\\u0000"${'}'.repeat(5000)}`
    const { headers } = await givenHeaders()
    const ignored = await raw(RECHERCHER, { headers, body: deep })
    assert.equal(ignored.status, 200)
  })

  test('who does not say who calls is told that first, whatever else is wrong', async ({
    assert,
  }) => {
    const json = { 'content-type': 'application/json' }
    for (const [path, request] of [
      [RECHERCHER, { headers: json, body: '{' }],
      [RECHERCHER, { headers: { 'content-type': 'text/plain' }, body: 'x' }],
      [RECHERCHER, { headers: json, body: ' '.repeat(200_000) }],
      [RECHERCHER, { method: 'GET' }],
      ['/cpro/structures/v1/inconnu', {}],
    ] as const) {
      const answer = await raw(path, request)
      assert.equal(answer.status, 401)
      assert.isTrue(isEnveloped(answer.body, 401))
    }
  })

  test('malformed bodies are 400 in the envelope', async ({ assert }) => {
    const { headers } = await givenHeaders()
    const bodies = [
      '{',
      'null',
      '"texte"',
      '12',
      '[]',
      '[{}]',
      '{"structure": 12}',
      '{"structure": []}',
      '{"structure": "x"}',
      '{"structure": {"typeStructure": "AUTRE"}}',
      '{"structure": {"identifiantStructure": {"a": 1}}}',
      '{"structure": {"identifiantStructure": "a\\u0000b"}}',
      '{"parametres": {"triColonne": "id; drop table users"}}',
      '{"parametres": {"triSens": "ascendant"}}',
      '{"parametres": {"nbResultatsParPage": 0}}',
      '{"parametres": {"nbResultatsParPage": -1}}',
      '{"parametres": {"nbResultatsParPage": 1.5}}',
      '{"parametres": {"pageResultatDemandee": 1e99}}',
      '['.repeat(50_000),
      '\ufeff{}x',
      '{"a": "\ud800"}x',
    ]
    for (const body of bodies) {
      const answer = await raw(RECHERCHER, { headers, body })
      assert.equal(answer.status, 400, body.slice(0, 60))
      assert.isTrue(isEnveloped(answer.body, 400), body.slice(0, 60))
    }
  })

  test('ids that are no positive int32 are 400, never 500', async ({ client, assert }) => {
    const { account } = await givenHeaders()
    for (const id of [0, -1, 1.5, 2_147_483_648, 1e300, 'x', true, {}, [], '1;2', '٣', ' ']) {
      const response = await call(client, 'structures/v1/consulter', account, {
        idStructureCPP: id,
      })
      assert.equal(response.status(), 400, String(id))
    }
    const text = await call(client, 'structures/v1/consulter', account, {
      idStructureCPP: '999999',
    })
    text.assertStatus(404)
  })

  test('a body that is too long is 413, a compressed one 415', async ({ assert }) => {
    const { headers } = await givenHeaders()
    const long = await raw(RECHERCHER, {
      headers,
      body: JSON.stringify({ x: 'y'.repeat(200_000) }),
    })
    assert.equal(long.status, 413)
    assert.isTrue(isEnveloped(long.body, 413))
    for (const encoding of ['gzip', 'deflate', 'br', 'x']) {
      const answer = await raw(RECHERCHER, {
        headers: { ...headers, 'content-encoding': encoding },
        body: gzipSync(' '.repeat(10_000_000)),
      })
      assert.equal(answer.status, 415, encoding)
      assert.isTrue(isEnveloped(answer.body, 415))
    }
  })

  test('members that would reach prototypes reach nothing', async ({ assert }) => {
    const { headers } = await givenHeaders()
    const body =
      '{"__proto__": {"structure": {"estMOA": true}}, "constructor": {"prototype": {"x": 1}}}'
    const answer = await raw(RECHERCHER, { headers, body })
    assert.equal(answer.status, 200)
    assert.equal(JSON.parse(answer.body).parametresRetour.total, 1)
  })

  test('unknown paths are 404, other methods 405, in the envelope', async ({ assert }) => {
    const { headers } = await givenHeaders()
    for (const [path, method, status] of [
      ['/cpro/structures/v1/inconnu', 'POST', 404],
      ['/cpro/', 'GET', 404],
      [RECHERCHER, 'GET', 405],
      [RECHERCHER, 'PUT', 405],
      [`${RECHERCHER}/`, 'PUT', 405],
      [RECHERCHER, 'PROPFIND', 404],
      ['/cpro', 'POST', 404],
      [`${RECHERCHER}?_method=DELETE`, 'POST', 405],
      [HEALTH, 'POST', 405],
    ] as const) {
      const answer = await raw(path, { method, headers })
      assert.equal(answer.status, status, `${method} ${path}`)
      assert.isTrue(isEnveloped(answer.body, status))
      if (status === 405) assert.equal(answer.headers.allow, path === HEALTH ? 'GET' : 'POST')
    }
  })

  test('errors show no stack, SQL or version', async ({ assert }) => {
    const { headers } = await givenHeaders()
    const answer = await raw(RECHERCHER, { headers, body: '{' })
    assert.notMatch(answer.body, /stack|select|node_modules|Unexpected|at position/i)
    assert.notProperty(answer.headers, 'x-powered-by')
  })
})
