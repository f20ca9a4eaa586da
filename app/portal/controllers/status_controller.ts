import { readiness } from '#start/health'
import type { HttpContext } from '@adonisjs/core/http'
import { serviceStateOf } from '../service_state.js'

/** The state of the service, looked at for whoever asks. */
export default class StatusController {
  async show({ response, view }: HttpContext) {
    const found = await readiness.look()
    response.header('cache-control', 'no-store')
    view.share({ serviceState: serviceStateOf(found) })
    return view.render('pages/portal/information/status', { checks: found.checks })
  }
}
