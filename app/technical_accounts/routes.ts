import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { pipelines } from '#start/kernel'

const { technicalAccounts: technical } = controllers
const NUMBER = /^[1-9]\d{0,8}$/
const TICKET = /^[A-Za-z0-9_-]{43}$/
const ACCOUNT = 'organisations/:id/technical-accounts/:accountId'

router
  .group(() => {
    router.get('organisations/:id/technical-accounts/create', [
      technical.TechnicalAccounts,
      'create',
    ])
    router.post('organisations/:id/technical-accounts', [technical.TechnicalAccounts, 'store'])
    router.get(`${ACCOUNT}/password/create`, [technical.TechnicalAccountPasswords, 'create'])
    router.post(`${ACCOUNT}/password`, [technical.TechnicalAccountPasswords, 'store'])
  })
  .where('id', NUMBER)
  .where('accountId', NUMBER)
  .use(pipelines.sensitive)

router
  .group(() => {
    router.get(ACCOUNT, [technical.TechnicalAccounts, 'show'])
    router.delete(ACCOUNT, [technical.TechnicalAccounts, 'destroy'])
    router.get(`${ACCOUNT}/suspension/create`, [technical.TechnicalAccountSuspensions, 'create'])
    router.post(`${ACCOUNT}/suspension`, [technical.TechnicalAccountSuspensions, 'store'])
    router.delete(`${ACCOUNT}/suspension`, [technical.TechnicalAccountSuspensions, 'destroy'])
    router.get(`${ACCOUNT}/expiry.ics`, [technical.TechnicalAccountExpiries, 'show'])
    router.get(`${ACCOUNT}/overlap`, [technical.TechnicalAccountOverlaps, 'show'])
    router.delete(`${ACCOUNT}/overlap`, [technical.TechnicalAccountOverlaps, 'destroy'])
    router.post('organisations/:id/credential-exports', [technical.CredentialExports, 'store'])
    router.get('credential-exports/:ticket', [technical.CredentialExports, 'show'])
    // GET alone: a HEAD request would use up the one download and show nothing for it.
    router.route(
      'credential-exports/:ticket/pdf',
      ['GET'],
      [technical.CredentialExportFiles, 'show']
    )
  })
  .where('id', NUMBER)
  .where('accountId', NUMBER)
  .where('ticket', TICKET)
  .use(pipelines.person)
