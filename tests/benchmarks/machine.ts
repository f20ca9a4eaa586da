import { cpus, loadavg, totalmem } from 'node:os'
import { peerVersions } from './peers.js'
import type { Stage } from './stage.js'

/** Whether others were at work on the machine; read before anything is started. */
const busy = loadavg()[0].toFixed(1)

/** What the figures were measured on, and with which versions. */
export async function machine(stage: Stage): Promise<string> {
  const [{ version }] = await stage.sql('select split_part(version(), $$ on $$, 1) as version')
  const all = cpus()
  const peers = Object.entries(await peerVersions())
    .filter(([name]) => name === 'better-auth' || name === 'oidc-provider')
    .map(([name, number]) => `${name} ${number}`)
  const memory = Math.round(totalmem() / 1_073_741_824)
  return [
    `${all.length} × ${all[0].model.trim()}, ${memory} GB, shared by server, database and client`,
    `Node.js ${process.versions.node}`,
    String(version),
    ...peers,
    `load average when it began: ${busy}`,
  ].join(' · ')
}
