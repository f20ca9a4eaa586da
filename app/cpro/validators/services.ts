import vine from '@vinejs/vine'
import { identifiant, parametres, texte } from './pagination.js'

export const COLONNES_SERVICE = [
  'CodeService',
  'LibelleService',
  'DateDbtService',
  'DateFinService',
  'EstActif',
] as const

export const rechercherServices = vine.create({
  idStructure: identifiant(),
  parametresRechercherServicesStructure: parametres(COLONNES_SERVICE),
})

export const consulterService = vine.create({
  idStructure: identifiant(),
  idService: identifiant(),
  codeLangue: texte().optional(),
})
