import type { HttpRequest } from '@adonisjs/core/http'

/**
 * The media type alone, in lower case: `application/json` for `Application/JSON;charset="utf8";`.
 * Clients spell the parameter in many ways, some of them wrong; it tells nothing we need.
 */
export function mediaTypeOf(request: HttpRequest): string {
  return (request.header('content-type') ?? '').split(';')[0].trim().toLowerCase()
}

/** Leaves the media type alone in the header, so that every spelling reaches its parser. */
export function simplifyContentType(request: HttpRequest): void {
  if (request.headers()['content-type'] !== undefined) {
    request.request.headers['content-type'] = mediaTypeOf(request)
  }
}

/** A body was sent, or is about to be: its length is not zero, or not known. */
export function announcesBody(request: HttpRequest): boolean {
  return (
    request.header('transfer-encoding') !== undefined ||
    Number(request.header('content-length') ?? 0) > 0
  )
}

/**
 * The body is compressed. Ours are small; one that has to be inflated before it can be measured
 * is more trouble than it saves.
 */
export function isCompressed(request: HttpRequest): boolean {
  return (request.header('content-encoding') ?? 'identity').trim().toLowerCase() !== 'identity'
}
