import vine from '@vinejs/vine'
import { parametres } from './pagination.js'

export const COLONNES_RATTACHEMENT = ['IdStructure', 'IdentifiantStructure'] as const

export const recupererRattachements = vine.create({
  parametresRecherche: parametres(COLONNES_RATTACHEMENT),
})
