import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { pipelines } from '#start/kernel'

const NUMBER = /^[1-9]\d{0,8}$/

router
  .group(() => {
    router.get('organisations/:id/handover', [controllers.habilitations.Handovers, 'create'])
    router.post('organisations/:id/handover', [controllers.habilitations.Handovers, 'store'])
  })
  .where('id', NUMBER)
  .use(pipelines.sensitive)

router
  .group(() => {
    router.delete('organisations/:id/handover', [controllers.habilitations.Handovers, 'destroy'])
    router.get('handovers/:id', [controllers.habilitations.Handovers, 'show'])
    router.post('handovers/:id/acceptance', [
      controllers.habilitations.HandoverAcceptances,
      'store',
    ])
    router.delete('handovers/:id/acceptance', [
      controllers.habilitations.HandoverAcceptances,
      'destroy',
    ])
  })
  .where('id', NUMBER)
  .use(pipelines.person)
