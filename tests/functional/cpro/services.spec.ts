import { test } from '@japa/runner'
import { call, forgetCounts, aCallingAccount } from '#tests/helpers/api_calls'
import { anOrganisation, aService, attach } from '#tests/helpers/fixtures'
import {
  ADDRESS_FIELDS,
  ADDRESS_MEMBERS,
  ADRESSE,
  assertShape,
  ENVELOPPE,
  PARAMETRES_RETOUR,
} from './contract.js'

const RECHERCHER = 'structures/v1/rechercher/services'
const CONSULTER = 'structures/v1/consulter/service'

const SERVICE = {
  codeService: 'string',
  libelleService: 'string',
  statutService: 'string',
  estActif: 'boolean',
  dateDbtService: 'minute',
  dateFinService: 'minute?',
} as const

test.group('structures/v1/rechercher/services', (group) => {
  group.each.setup(() => forgetCounts())

  test('answers with exactly the contract’s members', async ({ client, assert }) => {
    const { account, organisation } = await aCallingAccount()
    await aService(organisation.id, { code: 'PASSE', ends_at: '2024-06-30T22:00:00Z' })
    const response = await call(client, RECHERCHER, account, { idStructure: organisation.id })
    response.assertStatus(200)
    assertShape(assert, response.body(), {
      ...ENVELOPPE,
      listeServices: [{ idService: 'int', ...SERVICE }],
      parametresRetour: PARAMETRES_RETOUR,
    })
    const [first, past] = response.body().listeServices
    assert.deepInclude(first, { codeService: 'DEFAUT', statutService: 'ACTIF', estActif: true })
    // The installation's time zone is Paris: summer time here.
    assert.deepInclude(past, {
      codeService: 'PASSE',
      statutService: 'INACTIF',
      estActif: false,
      dateDbtService: '2020-01-01 01:00',
      dateFinService: '2024-07-01 00:00',
    })
  })

  test('pages, and sorts by each column', async ({ client, assert }) => {
    const { account, organisation } = await aCallingAccount()
    await aService(organisation.id, { code: 'A', label: 'z', starts_at: '2021-01-01T00:00:00Z' })
    await aService(organisation.id, { code: 'Z', label: 'A', ends_at: '2021-01-01T00:00:00Z' })
    const codes = async (parametres: object) =>
      (
        await call(client, RECHERCHER, account, {
          idStructure: organisation.id,
          parametresRechercherServicesStructure: parametres,
        })
      )
        .body()
        .listeServices.map((row: { codeService: string }) => row.codeService)
    assert.deepEqual(await codes({ triColonne: 'CodeService' }), ['A', 'DEFAUT', 'Z'])
    assert.deepEqual(await codes({ triColonne: 'CodeService', triSens: 'Descendant' }), [
      'Z',
      'DEFAUT',
      'A',
    ])
    assert.deepEqual(await codes({ triColonne: 'LibelleService' }), ['Z', 'DEFAUT', 'A'])
    assert.deepEqual(await codes({ triColonne: 'DateDbtService' }), ['DEFAUT', 'Z', 'A'])
    assert.deepEqual((await codes({ triColonne: 'DateFinService' }))[0], 'Z')
    assert.deepEqual((await codes({ triColonne: 'EstActif' }))[0], 'Z')
    assert.deepEqual(await codes({ nbResultatsParPage: 2, pageResultatDemandee: 2 }), ['Z'])
  })

  test('shows a public body’s services to all, and nobody else’s', async ({ client }) => {
    const { account } = await aCallingAccount()
    const townHall = await anOrganisation({ kind: 'public_body' })
    const stranger = await anOrganisation()
    ;(await call(client, RECHERCHER, account, { idStructure: townHall.id })).assertStatus(200)
    ;(await call(client, RECHERCHER, account, { idStructure: stranger.id })).assertStatus(404)
    ;(await call(client, RECHERCHER, account, {})).assertStatus(400)
  })
})

test.group('structures/v1/consulter/service', (group) => {
  group.each.setup(() => forgetCounts())

  test('answers with exactly the contract’s members', async ({ client, assert }) => {
    const { account, organisation } = await aCallingAccount()
    const service = await aService(organisation.id, {
      ...ADDRESS_FIELDS,
      code: 'CODE',
      label: 'NOM',
      description: 'DESCRIPTION',
      engagement_required: true,
      created_at: '2019-01-02T00:00:00Z',
      updated_at: '2019-07-03T00:00:00Z',
      ends_at: '2099-12-31T23:00:00Z',
    })
    const response = await call(client, CONSULTER, account, {
      idStructure: organisation.id,
      idService: service.id,
      codeLangue: 'en',
    })
    response.assertStatus(200)
    assertShape(assert, response.body(), {
      ...ENVELOPPE,
      adressePostale: ADRESSE,
      informationsGenerales: {
        codeService: 'string',
        nomService: 'string',
        descriptionService: 'string?',
      },
      parametres: {
        dateCreation: 'instant',
        dateDebutValidite: 'instant',
        dateFinValidite: 'instant?',
        dateModification: 'instant',
        miseEnPaiement: 'boolean',
        numeroEngagement: 'boolean',
      },
    })
    const { adressePostale, informationsGenerales, parametres } = response.body()
    assert.deepEqual(adressePostale, { ...ADDRESS_MEMBERS, pays: 'Germany' })
    assert.deepEqual(informationsGenerales, {
      codeService: 'CODE',
      nomService: 'NOM',
      descriptionService: 'DESCRIPTION',
    })
    assert.deepEqual(parametres, {
      dateCreation: '2019-01-02T01:00:00.000+01:00',
      dateDebutValidite: '2020-01-01T01:00:00.000+01:00',
      dateFinValidite: '2100-01-01T00:00:00.000+01:00',
      dateModification: '2019-07-03T02:00:00.000+02:00',
      miseEnPaiement: false,
      numeroEngagement: true,
    })
  })

  test('a service is found in its own organisation only', async ({ client }) => {
    const { account, organisation, manager } = await aCallingAccount()
    const second = await anOrganisation()
    await attach(manager.id, second.id, { role: 'principal_manager' })
    const service = await aService(second.id)
    const stranger = await anOrganisation()
    const theirs = await aService(stranger.id)
    for (const body of [
      { idStructure: organisation.id, idService: service.id },
      { idStructure: organisation.id, idService: theirs.id },
      { idStructure: stranger.id, idService: theirs.id },
      { idStructure: second.id, idService: 2_147_483_647 },
    ]) {
      ;(await call(client, CONSULTER, account, body)).assertStatus(404)
    }
    const right = await call(client, CONSULTER, account, {
      idStructure: second.id,
      idService: service.id,
    })
    right.assertStatus(200)
  })
})
