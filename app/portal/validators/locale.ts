import vine from '@vinejs/vine'

export const localeValidator = vine.create({ locale: vine.enum(['fr', 'en'] as const) })
