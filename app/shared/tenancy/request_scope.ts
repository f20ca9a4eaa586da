import type { HttpContext } from '@adonisjs/core/http'
import type { Caller } from '#shared/access/caller'
import { NotCommitted, tenancy, type Actor, type Origin } from './main.js'

/** Where a request came from, for the journal. */
export function originOf(ctx: HttpContext): Origin {
  return { address: ctx.request.ip(), requestId: ctx.request.id() }
}

/** The journal's name for whoever calls. */
export function actorOf(caller: Caller): Actor {
  return {
    kind: caller.kind,
    id: caller.technicalAccountId ?? caller.userId,
    label: caller.name,
  }
}

/** Headers of an answer that was prepared: where it leads, what the file is that it would be. */
const PROMISES = ['location', 'content-type', 'content-disposition']

/**
 * Runs the rest of a request in the caller's scope: committed when the answer is a success,
 * rolled back when it is not. An answer that promised what the commit then refused is taken back.
 */
export async function inRequestScope(
  ctx: HttpContext,
  caller: Caller,
  next: () => Promise<unknown>
) {
  try {
    return await tenancy.run(
      { organisationIds: caller.organisationIds, actor: actorOf(caller), origin: originOf(ctx) },
      next,
      () => ctx.response.getStatus() < 400
    )
  } catch (error) {
    if (error instanceof NotCommitted) {
      for (const promise of PROMISES) ctx.response.removeHeader(promise)
      ctx.session?.responseFlashMessages.clear()
    }
    throw error
  }
}
