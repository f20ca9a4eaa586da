export { isSessionOver } from './session_age.js'
export { sessionBinding } from './session_binding.js'
export { findPerson, findPersonByLogin, type Person } from './queries/find_person.js'
export { listOperators } from './queries/list_operators.js'
export { CreateOperator } from './actions/create_operator.js'
export { saveLocale } from './actions/save_locale.js'
export type { default as User } from './models/user.js'

/** The model behind the session guard; nothing else outside this module may use it. */
export async function userModel() {
  return import('./models/user.js')
}
