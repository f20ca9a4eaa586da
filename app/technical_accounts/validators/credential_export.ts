import vine from '@vinejs/vine'

export const credentialExportValidator = vine.create({
  sealed: vine.string().maxLength(1000),
  format: vine.enum(['pdf', 'text'] as const).optional(),
})
