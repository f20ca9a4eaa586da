import { NODE_OPTIONS, script } from '../../bin/embedded/paths.js'
import type { Target } from './load.js'
import type { Caller } from './seed.js'
import type { Stage } from './stage.js'
import { written } from './wire.js'

/** The product's server, filled, and who may call it. */
export interface World {
  port: number
  callers: readonly Caller[]
}

const CALLERS = 50

/** Fills the database and starts one web process of the product. */
export async function populate(stage: Stage): Promise<World> {
  const callers = (await stage.run('seed', { CALLERS: String(CALLERS) })) as Caller[]
  await stage.sql('analyze')
  const server = await stage.serve('habilis', [
    ...NODE_OPTIONS,
    script('tests/benchmarks/habilis_server'),
  ])
  return { port: server.port, callers }
}

/** A call of /cpro by each account, with `cpro-account` alone. */
export function cproCall(
  { port, callers }: World,
  path: string,
  body: (caller: Caller) => object,
  expects: string
): Target {
  const calls = callers.map((caller) =>
    written(
      'POST',
      `/cpro/${path}`,
      {
        'content-type': 'application/json',
        'cpro-account': Buffer.from(`${caller.login}:${caller.password}`).toString('base64'),
      },
      JSON.stringify(body(caller))
    )
  )
  return { port, calls, expects }
}
