/** One line of the result. */
export interface Line {
  scenario: string
  measured: string
  target?: string
  /** Undefined for a figure that only serves to compare. */
  met?: boolean
}

/** The lines as a Markdown table. */
export function asTable(lines: readonly Line[]): string {
  const rows = lines.map(({ scenario, measured, target = '', met }) => [
    scenario,
    measured,
    target,
    met === undefined ? '' : met ? 'yes' : '**no**',
  ])
  const header = ['scenario', 'measured', 'target', 'met?']
  const widths = header.map((title, i) =>
    Math.max(...[title, ...rows.map((row) => row[i])].map(len))
  )
  const line = (cells: string[]) =>
    `| ${cells.map((cell, i) => cell + ' '.repeat(widths[i] - len(cell))).join(' | ')} |`
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join(
    '\n'
  )
}

const len = (text: string) => text.length

const WHOLE = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })

/** 1,234/s */
export const rate = (perSecond: number) => `${WHOLE.format(perSecond)}/s`

/** 12 ms, or 1.2 ms below ten. */
export const ms = (milliseconds: number) =>
  `${milliseconds < 10 ? milliseconds.toFixed(1) : WHOLE.format(milliseconds)} ms`

/** 12.3 MB */
export const megabytes = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MB`

/** 5.2× */
export const times = (ratio: number) => `${ratio.toFixed(ratio < 10 ? 2 : 1)}×`

export const count = (n: number) => WHOLE.format(n)
