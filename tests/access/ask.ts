import type { ApiClient, ApiResponse } from '@japa/api-client'
import { aToken, cproAccount } from '#tests/helpers/api_calls'
import { signedIn } from '#tests/helpers/signed_in'
import type { Entry } from './matrix.js'
import type { Outcome, Role } from './rows.js'
import { addressOf, isApi, isUnsafe, type Route } from './routes.js'
import type { Stage, Things } from './stage.js'

export interface Question {
  client: ApiClient
  route: Route
  entry: Entry
  stage: Stage
  role: Role
  /** What is asked for; the stage's own organisation's things when absent. */
  things?: Things
  /** The address itself, where it can't be made of things. */
  address?: string
  token?: boolean
}

/** Asks for a route as a role does: a browser's session, or a machine's credentials. */
export async function ask(question: Question): Promise<ApiResponse> {
  const { client, route, entry, stage, role, things = stage.own, token = true } = question
  const address = question.address ?? addressOf(route, entry, things)
  const bearer = isMachine(role) ? await aToken(client, stage.credentials[role]) : null
  // A request is thenable: what hands one on must not be awaited.
  const request = client.request(address, route.method).redirects(0)
  if (isMachine(role)) {
    request.bearerToken(bearer!).header('cpro-account', cproAccount(stage.credentials[role]))
  } else if (role !== 'anonymous') {
    signedIn(request, stage.people[role], { confirmed: role !== 'stale_manager' })
  }

  if (isApi(route)) {
    if (isUnsafe(route) && route.pattern.startsWith('/cpro')) {
      request.json(entry.body?.(stage, things) ?? {})
    }
    return request
  }
  // A page is negotiated as a browser does.
  request.header('accept', 'text/html')
  if (isUnsafe(route)) {
    if (token) request.withCsrfToken()
    request.form(entry.body?.(stage, things) ?? {})
  }
  return request
}

const isMachine = (role: Role): role is 'technical_account' | 'foreign_technical_account' =>
  role === 'technical_account' || role === 'foreign_technical_account'

const BY_STATUS: Record<number, Outcome> = {
  400: 'malformed',
  401: 'unauthorised',
  403: 'lacking',
  404: 'hidden',
  410: 'gone',
  422: 'invalid',
}

/** Reads what an answer comes to; its status where it comes to nothing known. */
export function outcomeOf(response: ApiResponse, route: Route): Outcome | string {
  const status = response.status()
  if (status === 302 || status === 303) {
    const { pathname } = new URL(response.header('location') ?? '', 'http://here')
    if (pathname === '/reauthentication') return 'reauthenticate'
    if (isRefusedInput(response)) return 'invalid'
    if (route.pattern === '/logout') return 'done'
    if (pathname === '/login') return 'to_login'
    return isUnsafe(route) ? 'done' : 'elsewhere'
  }
  if (status !== 200) return BY_STATUS[status] ?? `status ${status}`
  if (response.header('content-disposition')) return 'file'
  return response.type() === 'text/html' ? 'page' : 'answer'
}

/** The form's own errors; a session that ended or a missing token has a name of its own. */
function isRefusedInput(response: ApiResponse): boolean {
  const refused = Object.keys(response.flashMessage('inputErrorsBag') ?? {})
  return refused.some((field) => !field.startsWith('E_'))
}
