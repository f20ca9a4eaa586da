import { holdsIssuedSecret } from './issued_secrets.js'

/** Never written back into a page, a session or a flash message. */
const NOT_KEPT = /^_|password|secret|nonce/i

/**
 * What the pages read from flash messages as said by us (layouts/main.edge, components/field.edge),
 * and what the session keeps them under: no input may speak in our name.
 */
const OUR_OWN = new Set([
  ...['success', 'info', 'warning', 'error'],
  ...['inputErrorsBag', 'errorsBag', 'input', 'reflashed'],
])

/**
 * What was typed into a form, for the form to show again, without what must not be kept: by the
 * field's name, and by its value.
 *
 * @param body of the request; never its address, which whoever made a link has chosen
 */
export function typedInput(body: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(body).filter(
      (field): field is [string, string] =>
        typeof field[1] === 'string' &&
        !NOT_KEPT.test(field[0]) &&
        !OUR_OWN.has(field[0]) &&
        !holdsIssuedSecret(`${field[0]} ${field[1]}`)
    )
  )
}
