import { join } from 'node:path'
import { contest, waits } from '../contest.js'
import { PEERS } from '../peers.js'
import type { Scale } from '../scale.js'
import type { Stage } from '../stage.js'
import { ms, rate, times, type Line } from '../table.js'
import { written } from '../wire.js'
import { cproCall, type World } from '../world.js'

const SUCCESS = '"codeRetour":0'
const TARGET_RATE = 1_500

/** Reads through the API with the credentials verified on each call, and what they compare with. */
export async function apiRead(stage: Stage, world: World, scale: Scale): Promise<Line[]> {
  const { port, callers } = world
  await stage.sql('create database better_auth')
  const betterAuth = await stage.serve(
    'better-auth',
    [join(PEERS, 'better_auth_server.js')],
    { PEER_DATABASE_URL: stage.superuserUrl('better_auth'), KEYS: String(callers.length) },
    true
  )
  const keys = betterAuth.handover as string[]

  const consulter = cproCall(
    world,
    'structures/v1/consulter',
    ({ organisationId }) => ({ idStructureCPP: organisationId }),
    SUCCESS
  )
  const measured = await contest(
    {
      consulter,
      services: cproCall(
        world,
        'structures/v1/rechercher/services',
        ({ organisationId }) => ({ idStructure: organisationId }),
        SUCCESS
      ),
      rechercher: cproCall(
        world,
        'structures/v1/rechercher',
        ({ identifier }) => ({
          structure: { identifiantStructure: identifier, typeIdentifiantStructure: 'AUTRE' },
        }),
        SUCCESS
      ),
      bare: { port, calls: [written('GET', '/bench/bare')], expects: SUCCESS },
      barePost: { port, calls: [written('POST', '/bench/bare')], expects: SUCCESS },
      betterAuth: {
        port: betterAuth.port,
        calls: keys.map((key) => written('GET', '/', { 'x-api-key': key })),
        expects: '"valid":true',
      },
    },
    scale
  )
  const open = await waits(consulter, TARGET_RATE, scale)

  const ofBare = measured.consulter / measured.bare
  const ofBetterAuth = measured.consulter / measured.betterAuth
  return [
    {
      scenario: 'API read, `structures/v1/consulter`, `cpro-account` verified on each call',
      measured: rate(measured.consulter),
      target: `≥ ${rate(TARGET_RATE)}`,
      met: measured.consulter >= TARGET_RATE,
    },
    {
      scenario: `— its p99 at ${rate(TARGET_RATE)}, open loop`,
      measured: `${ms(open.p99)} (p50 ${ms(open.p50)})`,
      target: '≤ 150 ms',
      met: open.p99 <= 150,
    },
    {
      scenario: '— against a bare JSON route of the same process, GET',
      measured: `${ofBare.toFixed(2)} of ${rate(measured.bare)}`,
      target: '≥ 0.25',
      met: ofBare >= 0.25,
    },
    {
      scenario: '— the same by POST, for which no static file is looked for',
      measured: `${(measured.consulter / measured.barePost).toFixed(2)} of ${rate(measured.barePost)}`,
    },
    {
      scenario: '— against API-key verification by better-auth, same PostgreSQL',
      measured: `${times(ofBetterAuth)} of ${rate(measured.betterAuth)}`,
      target: '≥ 5×',
      met: ofBetterAuth >= 5,
    },
    {
      scenario: 'API read, `structures/v1/rechercher/services`',
      measured: rate(measured.services),
    },
    { scenario: 'API read, `structures/v1/rechercher`', measured: rate(measured.rechercher) },
  ]
}
