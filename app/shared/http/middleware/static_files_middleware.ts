import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import StaticMiddleware from '@adonisjs/static/static_middleware'

/** Where files are: the built assets, and a few at the root (favicon.svg). */
const FILES = /^\/(?:assets\/|[\w-]+\.\w+$)/

/** Looks for a file only where there are some: on every other request it would cost a system call. */
@inject()
export default class StaticFilesMiddleware {
  constructor(private files: StaticMiddleware) {}

  handle(ctx: HttpContext, next: NextFn) {
    return FILES.test(ctx.request.url()) ? this.files.handle(ctx, next) : next()
  }
}
