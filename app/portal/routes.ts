import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { pipelines } from '#start/kernel'

/** Screens that compose several modules, and the pages anybody may read. */
router
  .group(() => {
    router.get('/', [controllers.portal.Home, 'show'])
    router.get('status', [controllers.portal.Status, 'show']).as('status')
    router.get('help', [controllers.portal.InformationPages, 'show']).as('help')
    router.get('sitemap', [controllers.portal.InformationPages, 'show']).as('sitemap')
    router.get('legal-notice', [controllers.portal.InformationPages, 'show']).as('legal_notice')
    router.get('personal-data', [controllers.portal.InformationPages, 'show']).as('personal_data')
    router.get('accessibility', [controllers.portal.InformationPages, 'show']).as('accessibility')
    router.get('terms', [controllers.portal.InformationPages, 'show']).as('terms')
    router.get('contact', [controllers.portal.InformationPages, 'show']).as('contact')
    router.post('locale', [controllers.portal.Locale, 'update'])
  })
  .use(pipelines.publicPage)

router
  .group(() => {
    router.get('manager-activities', [controllers.portal.ManagerActivities, 'show'])
    router.get('manager-activities/organisations.csv', [
      controllers.portal.OwnOrganisations,
      'index',
    ])
    router.get('history/:id', [controllers.portal.History, 'show'])
    router.get('organisations/:id', [controllers.portal.Organisations, 'show'])
  })
  .where('id', /^[1-9]\d{0,8}$/)
  .use(pipelines.person)

router
  .group(() => {
    router.get('manager-activities/history/export', [controllers.portal.HistoryExports, 'create'])
    router.get('manager-activities/history.csv', [controllers.portal.HistoryExports, 'show'])
    router.get('organisations/:id/users/export', [controllers.portal.OrganisationUsers, 'create'])
    router.get('organisations/:id/users.csv', [controllers.portal.OrganisationUsers, 'index'])
  })
  .where('id', /^[1-9]\d{0,8}$/)
  .use(pipelines.sensitive)
