import type { HttpContext } from '@adonisjs/core/http'
import { showConnectedHome } from '../queries/show_connected_home.js'

/** One address, two homes: whoever is signed in sees what waits for them. */
export default class HomeController {
  async show({ caller, view }: HttpContext) {
    if (!caller) return view.render('pages/portal/home_public')
    return view.render('pages/portal/home', await showConnectedHome(caller))
  }
}
