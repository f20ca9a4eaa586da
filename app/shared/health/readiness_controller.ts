import { readiness } from '#start/health'
import type { HttpContext } from '@adonisjs/core/http'

/** For load balancers: send requests here, or not now. */
export default class ReadinessController {
  async show({ response }: HttpContext) {
    const { ready, checks } = await readiness.examine()
    response.header('cache-control', 'no-store')
    if (ready) return { status: 'ready', checks }

    response
      .status(503)
      .header('retry-after', '3')
      .header('content-type', 'application/problem+json')
    return response.send(
      JSON.stringify({ type: 'about:blank', title: 'Service Unavailable', status: 503, checks })
    )
  }
}
