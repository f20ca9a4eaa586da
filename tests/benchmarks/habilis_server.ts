import 'reflect-metadata'
import { application } from '../../bin/application.js'

/*
 * The product's web server, with one route more that answers bare JSON: what this framework costs
 * on this machine, in the very process whose API is measured beside it.
 */
await application()
  .tap((app) => {
    app.starting(async () => {
      const { default: router } = await import('@adonisjs/core/services/router')
      const answer = () => ({ codeRetour: 0, libelle: 'TRA_MSG_00.000' })
      router.get('/bench/bare', answer)
      router.post('/bench/bare', answer)
    })
  })
  .httpServer()
  .start()
