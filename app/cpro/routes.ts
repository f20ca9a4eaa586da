import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { pipelines } from '#start/kernel'

const { Structures, Services, Rattachements, Etats, AppelsInconnus } = controllers.cpro

router
  .group(() => {
    router.post('structures/v1/rechercher', [Structures, 'index'])
    router.post('structures/v1/consulter', [Structures, 'show'])
    router.post('structures/v1/rechercher/services', [Services, 'index'])
    router.post('structures/v1/consulter/service', [Services, 'show'])
    router.post('utilisateurs/v1/monCompte/recuperer/rattachements', [Rattachements, 'index'])
  })
  .prefix('/cpro')
  .as('cpro')
  .use(pipelines.cpro)

// Reads nothing of the organisations', so it opens no scope.
router
  .get('/cpro/transverses/v1/health-check', [Etats, 'show'])
  .as('cpro.etats.show')
  .use(pipelines.cproWithoutScope)

// The last routes: whatever the others did not take.
router
  .group(() => {
    router.any('/cpro', [AppelsInconnus, 'show']).as('racine')
    router.any('/cpro/*', [AppelsInconnus, 'show']).as('autres')
  })
  .as('cpro.appels_inconnus')
  .use(pipelines.cproUnknown)
