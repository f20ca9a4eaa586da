import { test } from '@japa/runner'
import { aCallingAccount, call, forgetCounts } from '#tests/helpers/api_calls'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation, anOrganisation, attach } from '#tests/helpers/fixtures'
import { age, anAccount } from '#tests/helpers/technical_accounts'
import { ADDRESS_FIELDS, ADDRESS_MEMBERS, ADRESSE, assertShape, ENVELOPPE } from './contract.js'

const CONSULTER = 'structures/v1/consulter'

test.group('structures/v1/consulter', (group) => {
  group.each.setup(() => forgetCounts())

  const SHEET = {
    ...ENVELOPPE,
    adressePostaleDuSiege: ADRESSE,
    informationGenerales: {
      dateExpirationMotPasseCompteTech: 'instant',
      emailStructure: 'string?',
      estValideurDeleguee: 'boolean',
      idStructureCPP: 'int',
      idStructureOrigine: 'null',
      identifiantStructure: 'string',
      libelleStructure: 'string?',
      listeStructureDupliquees: [{}],
      nomStructure: 'null',
      prenomStructure: 'null',
      numeroRcsStructure: 'string?',
      numeroTVA: 'string?',
      raisonSocialeStructure: 'string',
      structurePriveePublique: 'string',
      typeIdentifiantStructure: 'string',
    },
    parametres: Object.fromEntries(
      [
        'codeServiceDoitEtreRenseigne',
        'connexionEDI',
        'estMoaUniquement',
        'estValideurDelegue',
        'gestionNumeroEJOuCodeService',
        'getaMoa',
        'nonDiffusibleInsee',
        'numeroEJDoitEtreRenseigne',
        'recevoirDonneesViaEDI',
        'statutMiseEnPaiementNestPasRemonte',
      ].map((name) => [name, 'boolean' as const])
    ),
  } as const

  test('answers with exactly the contract’s members', async ({ client, assert }) => {
    const { account, organisation } = await aCallingAccount({
      country_code: 'DE',
      vat_number: 'DE123456789',
      engagement_required: true,
    })
    const response = await call(client, CONSULTER, account, {
      idStructureCPP: organisation.id,
      codeLangue: 'fr',
    })
    response.assertStatus(200)
    assertShape(assert, response.body(), SHEET as never)
    const { adressePostaleDuSiege, informationGenerales, parametres } = response.body()
    assert.equal(adressePostaleDuSiege.pays, 'Allemagne')
    assert.equal(informationGenerales.numeroTVA, 'DE123456789')
    assert.equal(informationGenerales.structurePriveePublique, 'PRIVEE')
    assert.isTrue(parametres.numeroEJDoitEtreRenseigne)
    assert.equal(
      new Date(informationGenerales.dateExpirationMotPasseCompteTech).getTime(),
      account.expiresAt.getTime()
    )
  })

  test('each member is its own field; what has no field is the contract’s constant', async ({
    client,
    assert,
  }) => {
    const flags = {
      emits_edi: 'connexionEDI',
      receives_edi_lifecycle: 'recevoirDonneesViaEDI',
      engagement_required: 'numeroEJDoitEtreRenseigne',
      service_code_required: 'codeServiceDoitEtreRenseigne',
      engagement_or_service_code_required: 'gestionNumeroEJOuCodeService',
    }
    const { account, organisation } = await aCallingAccount({
      ...ADDRESS_FIELDS,
      identifier_type: 'HORS_UE',
      identifier: 'IDENTIFIANT',
      name: 'RAISON',
      label: 'LIBELLE',
      email: 'structure@exemple.test',
      rcs_number: 'RCS',
      vat_number: 'TVA',
    })
    const sheet = async (codeLangue?: string) => {
      const body = { idStructureCPP: organisation.id, codeLangue }
      return (await call(client, CONSULTER, account, body)).body()
    }
    const { dateExpirationMotPasseCompteTech: _, ...informationGenerales } = (await sheet())
      .informationGenerales
    assert.deepEqual(informationGenerales, {
      emailStructure: 'structure@exemple.test',
      estValideurDeleguee: false,
      idStructureCPP: organisation.id,
      idStructureOrigine: null,
      identifiantStructure: 'IDENTIFIANT',
      libelleStructure: 'LIBELLE',
      listeStructureDupliquees: [],
      nomStructure: null,
      prenomStructure: null,
      numeroRcsStructure: 'RCS',
      numeroTVA: 'TVA',
      raisonSocialeStructure: 'RAISON',
      structurePriveePublique: 'PRIVEE',
      typeIdentifiantStructure: 'HORS_UE',
    })
    assert.deepEqual((await sheet()).adressePostaleDuSiege, ADDRESS_MEMBERS)
    for (const code of ['en', 'EN', 'en-GB']) {
      assert.equal((await sheet(code)).adressePostaleDuSiege.pays, 'Germany')
    }
    for (const code of ['fr', 'FR', 'de', 'x']) {
      assert.equal((await sheet(code)).adressePostaleDuSiege.pays, 'Allemagne')
    }
    for (const column of Object.keys(flags)) {
      await rowsOf(`update organisations set ${Object.keys(flags).join(' = false, ')} = false`)
      await rowsOf(`update organisations set ${column} = true`)
      const { parametres } = await sheet()
      const raised = Object.entries(parametres).filter(([, value]) => value)
      assert.deepEqual(raised, [[flags[column as keyof typeof flags], true]])
    }
  })

  test('idStructure is accepted too; neither is a malformed call', async ({ client, assert }) => {
    const { account, organisation } = await aCallingAccount()
    const response = await call(client, CONSULTER, account, { idStructure: organisation.id })
    response.assertStatus(200)
    const without = await call(client, CONSULTER, account, {
      idStructureCPP: '',
      idStructure: null,
    })
    without.assertStatus(400)
    assert.include(without.body().libelle, 'idStructureCPP')
  })

  test('a public body is shown to all, without what is its own', async ({ client, assert }) => {
    const { account } = await aCallingAccount()
    const { organisation: townHall } = await aManagedOrganisation({
      organisation: { kind: 'public_body', identifier_type: 'SIRET', identifier: '21750001600019' },
    })
    await anAccount(townHall.id)
    const response = await call(client, CONSULTER, account, { idStructureCPP: townHall.id })
    response.assertStatus(200)
    const { informationGenerales } = response.body()
    assert.notProperty(informationGenerales, 'dateExpirationMotPasseCompteTech')
    assert.equal(informationGenerales.structurePriveePublique, 'PUBLIQUE')
  })

  test('the calling account hears of its own expiry, whichever comes first', async ({
    client,
    assert,
  }) => {
    const { account, organisation } = await aCallingAccount()
    const early = await anAccount(organisation.id)
    await age(early.accountId, 24)
    const response = await call(client, CONSULTER, account, { idStructureCPP: organisation.id })
    assert.equal(
      new Date(response.body().informationGenerales.dateExpirationMotPasseCompteTech).getTime(),
      account.expiresAt.getTime()
    )
  })

  test('another organisation of the manager shows its earliest active account’s expiry', async ({
    client,
    assert,
  }) => {
    const { account, manager } = await aCallingAccount()
    const second = await anOrganisation()
    await attach(manager.id, second.id, { role: 'principal_manager' })
    const early = await anAccount(second.id)
    await anAccount(second.id)
    await age(early.accountId, 24)
    const suspended = await anAccount(second.id)
    await age(suspended.accountId, 48)
    await rowsOf(`update technical_accounts set status = 'suspended' where id = ?`, [
      suspended.accountId,
    ])

    const response = await call(client, CONSULTER, account, { idStructureCPP: second.id })
    assert.equal(
      new Date(response.body().informationGenerales.dateExpirationMotPasseCompteTech).getTime(),
      early.expiresAt.getTime() - 24 * 3_600_000
    )
  })

  test('where the manager is a plain user, no expiry is shown', async ({ client, assert }) => {
    const { account, manager } = await aCallingAccount()
    const { organisation: elsewhere } = await aManagedOrganisation()
    await attach(manager.id, elsewhere.id)
    await anAccount(elsewhere.id)
    const response = await call(client, CONSULTER, account, { idStructureCPP: elsewhere.id })
    response.assertStatus(200)
    assert.notProperty(response.body().informationGenerales, 'dateExpirationMotPasseCompteTech')
  })

  test('a particulier has a name and a first name', async ({ client, assert }) => {
    const { account, organisation } = await aCallingAccount({
      kind: 'individual',
      identifier_type: 'PARTICULIER',
      first_name: 'Ana',
      last_name: 'Lise',
    })
    const { informationGenerales } = (
      await call(client, CONSULTER, account, { idStructureCPP: organisation.id })
    ).body()
    assert.equal(informationGenerales.nomStructure, 'Lise')
    assert.equal(informationGenerales.prenomStructure, 'Ana')
  })

  test('not the caller’s and not there are the same 404', async ({ client, assert }) => {
    const { account } = await aCallingAccount()
    const stranger = await anOrganisation()
    const theirs = await call(client, CONSULTER, account, { idStructureCPP: stranger.id })
    const none = await call(client, CONSULTER, account, { idStructureCPP: 2_147_483_647 })
    theirs.assertStatus(404)
    none.assertStatus(404)
    assert.deepEqual(theirs.body(), none.body())
    assertShape(assert, theirs.body(), ENVELOPPE)
  })
})
