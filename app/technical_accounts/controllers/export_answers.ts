import type { HttpContext } from '@adonisjs/core/http'

/**
 * One answer for a ticket that was used, has expired, never existed, or belongs to another
 * session: whoever guesses learns nothing, whoever comes too late learns what to do.
 */
export async function renderExportGone(ctx: HttpContext) {
  ctx.response.status(404).header('cache-control', 'no-store')
  if (ctx.request.accepts(['html', 'json']) === 'json') return ctx.response.json({ state: 'gone' })
  return ctx.view.render('pages/technical_accounts/export', { state: 'expired' })
}

/** A file to save, never to show or to keep on the way. */
export function sendAttachment(
  { response }: HttpContext,
  content: string | Buffer,
  type: string,
  fileName: string
) {
  response.header('cache-control', 'no-store')
  response.header('content-type', type)
  response.header('content-disposition', `attachment; filename="${fileName}"`)
  return response.send(content)
}
