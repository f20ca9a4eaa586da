import router from '@adonisjs/core/services/router'
import type { Entry } from './matrix.js'
import type { Things } from './stage.js'

export interface Route {
  name: string
  pattern: string
  method: string
}

/** The application's routes, one line a name, without those that tools of development add. */
export function routes(): Route[] {
  if (!router.commited) router.commit()
  return Object.values(router.toJSON())
    .flat()
    .map(({ name, pattern, methods }) => ({
      name: name ?? `${methods[0]} ${pattern} without a name`,
      pattern,
      method: methods.find((one) => one !== 'HEAD') ?? 'GET',
    }))
}

/** The address of a route with the things its parameters name. */
export function addressOf({ pattern }: Route, entry: Entry, things: Partial<Things>): string {
  return pattern.replace(/:(\w+)|\*/g, (written, name: string | undefined) => {
    const thing = entry.params?.[name ?? '*']
    if (!thing) throw new Error(`${pattern}: what ${written} names is not in the matrix`)
    return String(things[thing])
  })
}

/** Whether the route is called by machines: neither session nor form. */
export const isApi = ({ pattern }: Route) =>
  /^\/(?:cpro|api|oauth|\.well-known|health)(?:\/|$)/.test(pattern)
export const isUnsafe = ({ method }: Route) => method !== 'GET'
