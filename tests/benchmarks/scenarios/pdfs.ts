import type { Scale } from '../scale.js'
import type { Stage } from '../stage.js'
import { median } from '../statistics.js'
import { count, megabytes, type Line } from '../table.js'

interface Block {
  perSecond: number
  rss: number
}

const PER_SECOND = 20
const GROWTH = 64 * 1_048_576

/** The credential's PDF in one process, without the database. */
export async function pdfs(stage: Stage, { pdfs: number }: Scale): Promise<Line[]> {
  const blocks = (await stage.run('pdf', { PDFS: String(number) })) as Block[]
  const perSecond = median(blocks.map((block) => block.perSecond))
  const early = Math.max(...blocks.slice(0, 3).map(({ rss }) => rss))
  const late = Math.max(...blocks.slice(-3).map(({ rss }) => rss))
  return [
    {
      scenario: 'PDF of a credential, one worker',
      measured: `${perSecond.toFixed(1)}/s`,
      target: `≥ ${PER_SECOND}/s`,
      met: perSecond >= PER_SECOND,
    },
    {
      scenario: `— memory over ${count(number)} of them`,
      measured: `peak ${megabytes(Math.max(early, late))}, last third ${megabytes(late - early)} over the first`,
      target: 'flat',
      met: late - early < GROWTH,
    },
  ]
}
