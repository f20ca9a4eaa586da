import type { ServiceRow, ServiceSheet } from '#organisation'
import { adresse } from './adresse.js'
import { instant, jourEtHeure } from './dates.js'

type Periode = Pick<ServiceRow, 'code' | 'label' | 'startsAt' | 'endsAt' | 'active'>

/** What every list says of a service. */
export function service({ code, label, startsAt, endsAt, active }: Periode) {
  return {
    codeService: code,
    libelleService: label,
    statutService: active ? 'ACTIF' : 'INACTIF',
    estActif: active,
    dateDbtService: jourEtHeure(startsAt),
    dateFinService: jourEtHeure(endsAt),
  }
}

export function ligneDeService(row: ServiceRow) {
  return { idService: row.id, ...service(row) }
}

/** `informationsGenerales` is plural here and singular on the sheet of a structure: the contract. */
export function ficheDeService(sheet: ServiceSheet, codeLangue: string | undefined) {
  return {
    adressePostale: adresse(sheet.address, codeLangue),
    informationsGenerales: {
      codeService: sheet.code,
      nomService: sheet.label,
      descriptionService: sheet.description,
    },
    parametres: {
      dateCreation: instant(sheet.createdAt),
      dateDebutValidite: instant(sheet.startsAt),
      dateFinValidite: instant(sheet.endsAt),
      dateModification: instant(sheet.updatedAt),
      miseEnPaiement: false,
      numeroEngagement: sheet.engagementRequired,
    },
  }
}
