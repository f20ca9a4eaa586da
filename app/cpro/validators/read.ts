import { errors } from '@vinejs/vine'
import type { HttpContext } from '@adonisjs/core/http'
import { Malformed } from '../errors.js'
import { given } from './given.js'

/** Reads a call's body by its validator. Throws {@link Malformed}, which names the first fault. */
export async function read<Demande>(
  { corps }: HttpContext,
  validator: { validate(body: unknown): Promise<Demande> }
): Promise<Demande> {
  const body = given(corps)
  try {
    return await validator.validate(body)
  } catch (error) {
    if (!(error instanceof errors.E_VALIDATION_ERROR)) throw error
    const [{ field, rule }] = error.messages as { field: string; rule: string }[]
    throw new Malformed(field, rule === 'required')
  }
}
