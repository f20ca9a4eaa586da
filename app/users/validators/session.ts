import vine from '@vinejs/vine'
import { MAXIMUM_TYPED_LENGTH, typedPassword } from './password.js'

export const signInValidator = vine.create({
  // Not checked for being an address: whatever is no login is refused like a wrong one.
  email: vine.string().trim().maxLength(MAXIMUM_TYPED_LENGTH),
  password: typedPassword(),
  next: vine.string().optional(),
})

export const reauthenticationValidator = vine.create({
  password: typedPassword(),
  next: vine.string().optional(),
})
