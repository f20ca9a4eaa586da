import type { OrganisationHit, OrganisationSheet } from '#organisation'
import { adresse } from './adresse.js'
import { instant } from './dates.js'

/** A line of a search: these five members and nothing more. */
export function ligneDeStructure({
  id,
  identifierType,
  identifier,
  name,
  status,
}: OrganisationHit) {
  return {
    idStructureCPP: id,
    typeIdentifiantStructure: identifierType,
    identifiantStructure: identifier,
    designationStructure: name,
    // The criteria say ACTIF and INACTIF, the results ACTIVE and INACTIVE.
    statut: status === 'active' ? 'ACTIVE' : 'INACTIVE',
  }
}

/**
 * The whole sheet. `expiration` is absent from the answer when there is none to show; members
 * that this product has no field for are the contract's constants.
 */
export function ficheDeStructure(
  organisation: OrganisationSheet,
  expiration: Date | null,
  codeLangue: string | undefined
) {
  const particulier = organisation.identifierType === 'PARTICULIER'
  return {
    adressePostaleDuSiege: adresse(organisation.address, codeLangue),
    informationGenerales: {
      ...(expiration && { dateExpirationMotPasseCompteTech: instant(expiration) }),
      emailStructure: organisation.email,
      estValideurDeleguee: false,
      idStructureCPP: organisation.id,
      idStructureOrigine: null,
      identifiantStructure: organisation.identifier,
      libelleStructure: organisation.label,
      listeStructureDupliquees: [],
      nomStructure: particulier ? organisation.lastName : null,
      prenomStructure: particulier ? organisation.firstName : null,
      numeroRcsStructure: organisation.rcsNumber,
      numeroTVA: organisation.vatNumber,
      raisonSocialeStructure: organisation.name,
      structurePriveePublique: organisation.kind === 'public_body' ? 'PUBLIQUE' : 'PRIVEE',
      typeIdentifiantStructure: organisation.identifierType,
    },
    parametres: {
      codeServiceDoitEtreRenseigne: organisation.serviceCodeRequired,
      connexionEDI: organisation.emitsEdi,
      estMoaUniquement: false,
      estValideurDelegue: false,
      gestionNumeroEJOuCodeService: organisation.engagementOrServiceCodeRequired,
      getaMoa: false,
      nonDiffusibleInsee: false,
      numeroEJDoitEtreRenseigne: organisation.engagementRequired,
      recevoirDonneesViaEDI: organisation.receivesEdiLifecycle,
      statutMiseEnPaiementNestPasRemonte: false,
    },
  }
}
