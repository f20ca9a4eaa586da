import { test } from '@japa/runner'
import { aCallingAccount, call, forgetCounts } from '#tests/helpers/api_calls'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation, anOrganisation } from '#tests/helpers/fixtures'
import { assertShape, ENVELOPPE, PARAMETRES_RETOUR } from './contract.js'

const RECHERCHER = 'structures/v1/rechercher'
const CONSULTER = 'structures/v1/consulter'

const aTownHall = (values: Record<string, unknown> = {}) =>
  anOrganisation({ kind: 'public_body', identifier_type: 'SIRET', ...values })

test.group('structures/v1/rechercher', (group) => {
  group.each.setup(() => forgetCounts())

  test('answers with exactly the contract’s members', async ({ client, assert }) => {
    const { account } = await aCallingAccount()
    const response = await call(client, RECHERCHER, account)
    response.assertStatus(200)
    assertShape(assert, response.body(), {
      ...ENVELOPPE,
      listeStructures: [
        {
          idStructureCPP: 'int',
          typeIdentifiantStructure: 'string',
          identifiantStructure: 'string',
          designationStructure: 'string',
          statut: 'string',
        },
      ],
      parametresRetour: PARAMETRES_RETOUR,
    })
    assert.equal(response.body().codeRetour, 0)
    assert.equal(response.body().libelle, 'TRA_MSG_00.000')
  })

  test('finds public bodies and the manager’s own, not the private ones of others', async ({
    client,
    assert,
  }) => {
    const { account, organisation } = await aCallingAccount()
    const stranger = await anOrganisation()
    const townHall = await aTownHall({ identifier: '21750001600019' })
    const found = async (body: object) =>
      (await call(client, RECHERCHER, account, body))
        .body()
        .listeStructures.map((row: { idStructureCPP: number }) => row.idStructureCPP)
    assert.deepEqual(await found({}), [organisation.id, townHall.id])
    for (const restreindreStructuresPrivees of [true, null, '']) {
      assert.deepEqual(
        await found({
          structure: { identifiantStructure: stranger.identifier },
          restreindreStructuresPrivees,
        }),
        []
      )
    }
  })

  test('each criterion narrows', async ({ client, assert }) => {
    const { account } = await aCallingAccount()
    const it = await aTownHall({
      identifier: '21750001600019',
      name: 'Mairie de l’Île-aux-Moines',
      label: 'Accueil 100%',
      city: 'Île-aux-Moines',
      postal_code: '56780',
      country_code: 'FR',
      status: 'inactive',
    })
    await aTownHall({
      identifier: '21750001600027',
      city: 'Lyon',
      country_code: 'BE',
      label: 'Accueil 100',
    })
    const ids = async (structure: object) =>
      (await call(client, RECHERCHER, account, { structure }))
        .body()
        .listeStructures.map((row: { idStructureCPP: number }) => row.idStructureCPP)
    for (const structure of [
      { identifiantStructure: '21750001600019' },
      { identifiantStructure: '21750001600019', typeIdentifiantStructure: 'SIRET' },
      { raisonSocialeStructure: 'MAIRIE de l' },
      { libelleStructure: '100%' },
      { adresseVille: 'aux-moines' },
      { adresseCodePostal: '56780' },
      {
        statutStructure: 'INACTIF',
        typeStructure: 'PUBLIQUE',
        estMOA: false,
        estMOAUniquement: null,
      },
      { adresseCodePays: 'fr', typeStructure: 'PUBLIQUE' },
    ]) {
      assert.deepEqual(await ids(structure), [it.id], JSON.stringify(structure))
    }
    for (const structure of [
      { estMOA: true },
      { estMOAUniquement: true },
      { typeStructure: 'PRIVEE', identifiantStructure: '21750001600019' },
      { nomStructure: 'x' },
      { prenomStructure: 'x' },
    ]) {
      assert.deepEqual(await ids(structure), [], JSON.stringify(structure))
    }
  })

  test('the criteria say INACTIF, the results INACTIVE', async ({ client, assert }) => {
    const { account } = await aCallingAccount()
    await aTownHall({ identifier: '21750001600019', status: 'inactive' })
    const response = await call(client, RECHERCHER, account, {
      structure: { statutStructure: 'INACTIF' },
    })
    assert.deepEqual(
      response.body().listeStructures.map((row: { statut: string }) => row.statut),
      ['INACTIVE']
    )
  })

  test('pages and sorts, tolerating spaces around the direction', async ({ client, assert }) => {
    const { account } = await aCallingAccount({ name: 'B' })
    for (const [index, name] of ['D', 'a', 'C'].entries()) {
      await aTownHall({ identifier: `2175000160001${index}`, name })
    }
    const page = async (parametres: object) =>
      (await call(client, RECHERCHER, account, { parametres })).body()
    const names = (body: { listeStructures: { designationStructure: string }[] }) =>
      body.listeStructures.map((row) => row.designationStructure)

    const first = await page({
      nbResultatsParPage: 3,
      triColonne: 'DesignationStructure',
      triSens: ' Descendant ',
    })
    assert.deepEqual(names(first), ['D', 'C', 'B'])
    assert.deepEqual(first.parametresRetour, {
      nbResultatsParPage: 3,
      pageCourante: 1,
      pages: 2,
      total: 4,
    })
    const second = await page({
      nbResultatsParPage: 3,
      pageResultatDemandee: 2,
      triColonne: 'DesignationStructure',
      triSens: 'Descendant',
    })
    assert.deepEqual(names(second), ['a'])
    const beyond = await page({ pageResultatDemandee: 7 })
    assert.deepEqual(beyond.listeStructures, [])
    assert.deepEqual(beyond.parametresRetour, {
      nbResultatsParPage: 10,
      pageCourante: 7,
      pages: 1,
      total: 4,
    })
    const capped = await page({ nbResultatsParPage: 5000 })
    assert.equal(capped.parametresRetour.nbResultatsParPage, 1000)
    for (const triColonne of ['IdentifiantStructure', 'TypeIdentifiantStructure', 'Statut']) {
      assert.lengthOf(names(await page({ triColonne })), 4)
    }
  })

  test('an exact identifier discloses a private organisation, journalled there', async ({
    client,
    assert,
  }) => {
    const { account } = await aCallingAccount()
    const { organisation: stranger } = await aManagedOrganisation()
    const response = await call(client, RECHERCHER, account, {
      structure: { identifiantStructure: stranger.identifier },
      restreindreStructuresPrivees: false,
    })
    assert.deepEqual(response.body().listeStructures, [
      {
        idStructureCPP: stranger.id,
        typeIdentifiantStructure: 'AUTRE',
        identifiantStructure: stranger.identifier,
        designationStructure: stranger.name,
        statut: 'ACTIVE',
      },
    ])
    assert.equal(response.body().parametresRetour.total, 1)
    const events = await rowsOf(
      `select organisation_id, actor_kind, actor_id, actor_label from audit_events
       where action = 'organisation.found_by_identifier'`
    )
    assert.deepEqual(events, [
      {
        organisation_id: stranger.id,
        actor_kind: 'technical_account',
        actor_id: account.accountId,
        actor_label: account.login,
      },
    ])
    const sheet = await call(client, CONSULTER, account, { idStructureCPP: stranger.id })
    sheet.assertStatus(404)
  })

  test('disclosure takes the whole identifier, never a person’s, and helps no probing', async ({
    client,
    assert,
  }) => {
    const { account } = await aCallingAccount()
    const stranger = await anOrganisation({ city: 'Brest', label: 'secret' })
    const person = await anOrganisation({ kind: 'individual', identifier_type: 'PARTICULIER' })
    for (const structure of [
      { identifiantStructure: stranger.identifier.slice(0, -1) },
      { raisonSocialeStructure: stranger.name },
      { identifiantStructure: person.identifier },
      { identifiantStructure: person.identifier, typeIdentifiantStructure: 'PARTICULIER' },
      { identifiantStructure: stranger.identifier, adresseVille: 'Brest' },
      { identifiantStructure: stranger.identifier, libelleStructure: 'secret' },
      { identifiantStructure: stranger.identifier, typeIdentifiantStructure: 'SIRET' },
    ]) {
      const response = await call(client, RECHERCHER, account, {
        structure,
        restreindreStructuresPrivees: false,
      })
      assert.deepEqual(response.body().listeStructures, [], JSON.stringify(structure))
    }
  })
})
