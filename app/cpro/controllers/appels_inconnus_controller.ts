import type { HttpContext } from '@adonisjs/core/http'
import { Introuvable, MauvaiseMethode } from '../errors.js'
import { METHODES } from '../methodes.js'

/** What is no call of the contract gets the contract's envelope too. */
export default class AppelsInconnusController {
  show({ request, response }: HttpContext) {
    const methode = METHODES.get(request.url().replace(/\/+$/, ''))
    if (!methode) throw new Introuvable()
    response.header('allow', methode)
    throw new MauvaiseMethode()
  }
}
