import vine from '@vinejs/vine'

export const proposeHandoverValidator = vine.create({
  user: vine.number().withoutDecimals().positive().max(2_147_483_647),
})
