import { inject } from '@adonisjs/core'
import { Exception } from '@adonisjs/core/exceptions'
import BodyParserMiddleware from '@adonisjs/core/bodyparser_middleware'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { announcesBody, isCompressed, mediaTypeOf } from '../content_type.js'

const FORM = 'application/x-www-form-urlencoded'

/** Reads a form as our pages send it, and refuses anything else: no page takes files, JSON or compressed text. */
@inject()
export default class PageBodyMiddleware {
  constructor(private parser: BodyParserMiddleware) {}

  handle(ctx: HttpContext, next: NextFn) {
    const { request } = ctx
    if (announcesBody(request) && (mediaTypeOf(request) !== FORM || isCompressed(request))) {
      throw new Exception('Not a form', { status: 415, code: 'E_MEDIA_TYPE' })
    }
    return this.parser.handle(ctx, next)
  }
}
