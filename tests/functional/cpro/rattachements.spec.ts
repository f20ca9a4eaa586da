import { test } from '@japa/runner'
import { call, forgetCounts } from '#tests/helpers/api_calls'
import {
  aManagedOrganisation,
  anOrganisation,
  aPerson,
  aService,
  attach,
} from '#tests/helpers/fixtures'
import { anAccount } from '#tests/helpers/technical_accounts'
import { assertShape, ENVELOPPE, PARAMETRES_RETOUR } from './contract.js'

const PATH = 'utilisateurs/v1/monCompte/recuperer/rattachements'

test.group('utilisateurs/v1/monCompte/recuperer/rattachements', (group) => {
  group.each.setup(() => forgetCounts())

  test('answers with exactly the contract’s members', async ({ client, assert }) => {
    const { manager, organisation } = await aManagedOrganisation()
    const account = await anAccount(organisation.id)
    const { organisation: elsewhere } = await aManagedOrganisation()
    const service = await aService(elsewhere.id)
    const attachmentId = await attach(manager.id, elsewhere.id, { service_id: service.id })
    await attach(manager.id, elsewhere.id, { status: 'refused' })

    const response = await call(client, PATH, account)
    response.assertStatus(200)
    assertShape(assert, response.body(), {
      ...ENVELOPPE,
      listeStructureRattachement: [
        {
          idStructure: 'int',
          identifiantStructure: 'string',
          typeIdentifiantStructure: 'string',
          designationStructure: 'string',
          idRattachementStructure: 'int?',
          statutRattachementStructure: 'string?',
          roleUtilisateur: 'string',
          statutUtilisateur: 'string',
          listeServicesRattache: [
            {
              idService: 'int',
              codeService: 'string',
              libelleService: 'string',
              dateDbtService: 'minute',
              dateFinService: 'minute?',
              estActif: 'boolean',
              statutService: 'string',
              idRattachementService: 'int',
              statutRattachementService: 'string',
            },
          ],
        },
      ],
      parametresRetour: PARAMETRES_RETOUR,
    })
    const [own, other] = response.body().listeStructureRattachement
    assert.deepInclude(own, {
      idStructure: organisation.id,
      roleUtilisateur: 'GESTIONNAIRE_PRINCIPAL',
      statutRattachementStructure: 'VALIDEE',
      listeServicesRattache: [],
    })
    assert.deepInclude(other, {
      idStructure: elsewhere.id,
      roleUtilisateur: 'UTILISATEUR',
      idRattachementStructure: null,
      statutRattachementStructure: null,
    })
    assert.deepInclude(other.listeServicesRattache[0], {
      idService: service.id,
      idRattachementService: attachmentId,
      statutRattachementService: 'VALIDEE',
    })
  })

  test('lists the manager’s own, not a colleague’s; pages and sorts', async ({
    client,
    assert,
  }) => {
    const { manager, organisation } = await aManagedOrganisation({
      organisation: { identifier: 'B' },
    })
    const account = await anAccount(organisation.id)
    const colleague = await aPerson()
    await attach(colleague.id, organisation.id)
    await attach(colleague.id, (await anOrganisation()).id)
    const second = await anOrganisation({ identifier: 'A' })
    await attach(manager.id, second.id)

    const ids = async (parametresRecherche: object) =>
      (await call(client, PATH, account, { parametresRecherche }))
        .body()
        .listeStructureRattachement.map((row: { idStructure: number }) => row.idStructure)
    assert.deepEqual(await ids({}), [organisation.id, second.id])
    assert.deepEqual(await ids({ triColonne: 'IdStructure', triSens: 'Descendant' }), [
      second.id,
      organisation.id,
    ])
    assert.deepEqual(await ids({ triColonne: 'IdentifiantStructure' }), [
      second.id,
      organisation.id,
    ])
    assert.deepEqual(await ids({ nbResultatsParPage: 1, pageResultatDemandee: 2 }), [second.id])
  })
})
