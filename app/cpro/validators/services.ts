import vine from '@vinejs/vine'
import { entier, parametres, texte } from './pagination.js'

export const COLONNES_SERVICE = [
  'CodeService',
  'LibelleService',
  'DateDbtService',
  'DateFinService',
  'EstActif',
] as const

export const rechercherServices = vine.create({
  idStructure: entier(),
  parametresRechercherServicesStructure: parametres(COLONNES_SERVICE),
})

export const consulterService = vine.create({
  idStructure: entier(),
  idService: entier(),
  codeLangue: texte().optional(),
})
