import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import { holdsIssuedSecret } from '#shared/http/issued_secrets'

const MOST_ADDRESSES = 5
const LONGEST_ADDRESS = 254
/** Legal in an address, but neither our mails nor any integrator's use it. */
const QUOTED = /["\\()<>[\]:\s]/

/** The addresses of a text with one a line; spaces and empty lines don't count, nor repetitions. */
function addressesOf(text: string | null): string[] {
  // A field that was left empty reaches the transformation as null.
  const lines = (text ?? '').split(/[\r\n,;]+/).map((line) => line.trim())
  return [...new Map(lines.filter(Boolean).map((line) => [line.toLowerCase(), line])).values()]
}

const oneAddressALine = vine.createRule(
  (value: unknown, _options: undefined, field: FieldContext) => {
    if (typeof value !== 'string') return
    const addresses = addressesOf(value)
    if (addresses.length > MOST_ADDRESSES) {
      field.report('Give at most {{ max }} addresses', 'tooManyAddresses', field, {
        max: MOST_ADDRESSES,
      })
    }
    const wrong = addresses.find(
      (address) =>
        address.length > LONGEST_ADDRESS || QUOTED.test(address) || !vine.helpers.isEmail(address)
    )
    if (wrong) {
      field.report('"{{ address }}" is not an address', 'addressOfList', field, { address: wrong })
    }
  }
)

/** What names an account is shown, journalled and sent: no place for its password. */
const noIssuedSecret = vine.createRule(
  (value: unknown, _options: undefined, field: FieldContext) => {
    if (typeof value === 'string' && holdsIssuedSecret(value)) {
      field.report('The field {{ field }} holds a secret', 'issuedSecret', field)
    }
  }
)

/** What a person who sends a form twice sends twice. */
export const nonce = () => vine.string().regex(/^[A-Za-z0-9_-]{16,64}$/)

export const createTechnicalAccountValidator = vine.create({
  label: vine
    .string()
    .trim()
    .maxLength(100)
    .regex(/^\P{Cc}*$/u)
    .use(noIssuedSecret())
    .nullable()
    .optional(),
  notificationAddresses: vine
    .string()
    .maxLength(2000)
    .use(oneAddressALine())
    .transform(addressesOf)
    .nullable()
    .optional(),
  nonce: nonce(),
})
