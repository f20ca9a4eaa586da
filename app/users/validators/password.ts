import vine from '@vinejs/vine'

/** Longer than anything legitimate; the password's own rules are in passwords/password_rules.ts. */
export const MAXIMUM_TYPED_LENGTH = 2_000

export const typedPassword = () => vine.string().maxLength(MAXIMUM_TYPED_LENGTH)

export const passwordResetValidator = vine.create({
  password: typedPassword(),
  password_confirmation: typedPassword().sameAs('password'),
})
