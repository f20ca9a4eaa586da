import type { HttpContext } from '@adonisjs/core/http'
import { showManagerActivities } from '../queries/show_manager_activities.js'
import ManagerActivitiesPolicy from '../policies/manager_activities_policy.js'

export default class ManagerActivitiesController {
  async show({ bouncer, caller, request, view }: HttpContext) {
    await bouncer.with(ManagerActivitiesPolicy).authorize('show')
    const query = request.qs()
    return view.render('pages/portal/manager_activities', {
      ...(await showManagerActivities(caller!, query)),
      query,
    })
  }
}
