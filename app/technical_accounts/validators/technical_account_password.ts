import vine from '@vinejs/vine'
import { OVERLAPS } from '../overlap.js'
import { nonce } from './technical_account.js'

export const resetPasswordValidator = vine.create({
  overlap: vine.enum(OVERLAPS).optional(),
  nonce: nonce(),
})
