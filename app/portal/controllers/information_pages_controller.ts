import type { HttpContext } from '@adonisjs/core/http'

export default class InformationPagesController {
  /** Help and legal pages: the route's name is the page's. */
  async show({ route, view }: HttpContext) {
    return view.render(`pages/portal/information/${route!.name}`)
  }
}
