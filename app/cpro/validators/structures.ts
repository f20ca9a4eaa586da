import vine from '@vinejs/vine'
import { IDENTIFIER_TYPES } from '#organisation'
import { entier, motParmi, parametres, texte } from './pagination.js'

export const COLONNES_STRUCTURE = [
  'IdentifiantStructure',
  'DesignationStructure',
  'TypeIdentifiantStructure',
  'Statut',
] as const

export const rechercherStructure = vine.create({
  structure: vine
    .object({
      adresseCodePays: texte().optional(),
      adresseCodePostal: texte().optional(),
      adresseVille: texte().optional(),
      estMOA: vine.boolean().optional(),
      estMOAUniquement: vine.boolean().optional(),
      identifiantStructure: texte().optional(),
      libelleStructure: texte().optional(),
      nomStructure: texte().optional(),
      prenomStructure: texte().optional(),
      raisonSocialeStructure: texte().optional(),
      statutStructure: motParmi(['ACTIF', 'INACTIF'] as const).optional(),
      typeIdentifiantStructure: motParmi(IDENTIFIER_TYPES).optional(),
      typeStructure: motParmi(['PRIVEE', 'PUBLIQUE'] as const).optional(),
    })
    .optional(),
  restreindreStructuresPrivees: vine.boolean().optional(),
  parametres: parametres(COLONNES_STRUCTURE),
})

export const consulterStructure = vine.create({
  idStructureCPP: entier().optional(),
  idStructure: entier().optional(),
  codeLangue: texte().optional(),
})
