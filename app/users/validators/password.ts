import vine from '@vinejs/vine'

/** Longer than anything legitimate; the password's own rules are in passwords/password_rules.ts. */
export const MAXIMUM_TYPED_LENGTH = 2_000

export const typedPassword = () => vine.string().maxLength(MAXIMUM_TYPED_LENGTH)

export const passwordResetValidator = vine.create({
  // Not `sameAs`: the translation of its message overwrites the other field's name in the compiled
  // rule (@adonisjs/i18n 3.0.1), and after one refusal every later entry is refused.
  password: typedPassword().confirmed(),
})
