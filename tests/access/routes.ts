import router from '@adonisjs/core/services/router'
import type { Entry } from './matrix.js'
import type { Things } from './stage.js'

export interface Route {
  name: string
  pattern: string
  method: string
}

/** A route as the router tells it. One without a name is told by its address. */
export function toRoute(told: { name?: string; pattern: string; methods: string[] }): Route {
  const { name, pattern, methods } = told
  return {
    name: name ?? `${methods[0]} ${pattern} without a name`,
    pattern,
    method: methods.find((one) => one !== 'HEAD') ?? 'GET',
  }
}

export const routes = (): Route[] => Object.values(router.toJSON()).flat().map(toRoute)

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
