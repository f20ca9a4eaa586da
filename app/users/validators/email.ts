import vine from '@vinejs/vine'

const LONGEST_ADDRESS = 254

const address = () => vine.string().trim().email().maxLength(LONGEST_ADDRESS)

export const passwordResetRequestValidator = vine.create({ email: address() })

export const contactEmailValidator = vine.create({ email: address() })

/** The same question where no form is validated. */
export async function isMailAddress(text: string): Promise<boolean> {
  const [error] = await contactEmailValidator.tryValidate({ email: text })
  return !error
}
