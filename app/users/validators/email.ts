import vine from '@vinejs/vine'

const LONGEST_ADDRESS = 254

export const passwordResetRequestValidator = vine.create({
  email: vine.string().trim().email().maxLength(LONGEST_ADDRESS),
})

export const contactEmailValidator = vine.create({
  email: vine.string().trim().email().maxLength(LONGEST_ADDRESS),
})
