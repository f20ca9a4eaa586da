import type { HttpContext } from '@adonisjs/core/http'

/** The process runs and answers. What it depends on is readiness: a restart would not mend that. */
export default class LivenessController {
  show({ response }: HttpContext) {
    response.header('cache-control', 'no-store')
    return { status: 'live' }
  }
}
