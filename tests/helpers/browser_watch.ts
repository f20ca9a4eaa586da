import type { BrowserContext } from 'playwright'

/**
 * Collects what a browser complains about on any page of a context: errors in scripts, violations
 * of the content security policy, answers of the server above 499. A page whose status is below is
 * an answer, not a complaint.
 */
export function watch(context: BrowserContext): string[] {
  const complaints: string[] = []
  context.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return
    const text = message.text()
    const isAnAnswer = /^Failed to load resource: the server responded with a status of 4/.test(
      text
    )
    if (isAnAnswer && !/\.\w+$/.test(new URL(message.location().url).pathname)) return
    complaints.push(`${message.page()?.url()}: ${text}`)
  })
  context.on('weberror', (error) => {
    complaints.push(`${error.page()?.url()}: ${error.error().message}`)
  })
  context.on('response', (response) => {
    if (response.status() > 499) complaints.push(`${response.url()}: ${response.status()}`)
  })
  return complaints
}
