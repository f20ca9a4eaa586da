import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { pipelines } from '#start/kernel'

const { Structures, Services, Rattachements, Etats, AppelsInconnus } = controllers.cpro

router
  .group(() => {
    router.post('structures/v1/rechercher', [Structures, 'index'])
    router.post('structures/v1/rechercher/services', [Services, 'index'])
    router.post('structures/v1/consulter/service', [Services, 'show'])
    router.post('utilisateurs/v1/monCompte/recuperer/rattachements', [Rattachements, 'index'])
  })
  .prefix('/cpro')
  .as('cpro')
  .use(pipelines.cpro)

// These open no scope: one reads nothing of the organisations', the other binds its reach itself.
router
  .group(() => {
    router.get('transverses/v1/health-check', [Etats, 'show'])
    router.post('structures/v1/consulter', [Structures, 'show'])
  })
  .prefix('/cpro')
  .as('cpro')
  .use(pipelines.cproWithoutScope)

// The last routes: whatever the others did not take.
router
  .group(() => {
    router.any('/cpro', [AppelsInconnus, 'show']).as('racine')
    router.any('/cpro/*', [AppelsInconnus, 'show']).as('autres')
  })
  .as('cpro.appels_inconnus')
  .use(pipelines.cproUnknown)
