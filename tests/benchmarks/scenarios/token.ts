import { join } from 'node:path'
import { contest } from '../contest.js'
import type { Target } from '../load.js'
import { PEERS } from '../peers.js'
import type { Scale } from '../scale.js'
import type { Stage } from '../stage.js'
import { rate, times, type Line } from '../table.js'
import { written } from '../wire.js'
import type { World } from '../world.js'

interface Client {
  id: string
  secret: string
  basic: boolean
}

/** Tokens for the client-credentials grant, against oidc-provider with its in-memory store. */
export async function token(stage: Stage, world: World, scale: Scale): Promise<Line[]> {
  const { port, callers } = world
  const provider = await stage.serve(
    'oidc-provider',
    [join(PEERS, 'oidc_provider_server.js')],
    { CLIENTS: String(callers.length) },
    true
  )
  const clients = provider.handover as Client[]
  const own = (basic: boolean): Client[] =>
    callers.map(({ login, password }) => ({ id: login, secret: password, basic }))

  const measured = await contest(
    {
      ownForm: tokens(port, '/api/oauth/token', own(false)),
      peerForm: tokens(
        provider.port,
        '/token',
        clients.filter(({ basic }) => !basic)
      ),
      ownBasic: tokens(port, '/api/oauth/token', own(true)),
      peerBasic: tokens(
        provider.port,
        '/token',
        clients.filter(({ basic }) => basic)
      ),
    },
    scale
  )
  return [
    line('secret in the form', measured.ownForm, measured.peerForm),
    line('HTTP Basic', measured.ownBasic, measured.peerBasic),
  ]
}

function line(how: string, own: number, peer: number): Line {
  return {
    scenario: `Token issue, client_credentials, ${how}, against oidc-provider in memory`,
    measured: `${rate(own)}, ${times(own / peer)} of ${rate(peer)}`,
    target: 'ahead',
    met: own > peer,
  }
}

function tokens(port: number, path: string, clients: readonly Client[]): Target {
  const calls = clients.map(({ id, secret, basic }) => {
    const form = new URLSearchParams({ grant_type: 'client_credentials' })
    if (!basic) {
      form.set('client_id', id)
      form.set('client_secret', secret)
    }
    const pair = [id, secret].map(encodeURIComponent).join(':')
    return written(
      'POST',
      path,
      {
        'content-type': 'application/x-www-form-urlencoded',
        ...(basic && { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }),
      },
      form.toString()
    )
  })
  return { port, calls, expects: '"access_token":"' }
}
