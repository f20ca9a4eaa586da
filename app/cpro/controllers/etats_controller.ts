import type { HttpContext } from '@adonisjs/core/http'
import StructurePolicy from '../policies/structure_policy.js'

/** The one call without an envelope. Having come this far, the credentials are right. */
export default class EtatsController {
  async show({ bouncer }: HttpContext) {
    await bouncer.with(StructurePolicy).authorize('search')
    return { statusCodeValue: 200, statusCode: 'OK', body: 'Service disponible' }
  }
}
