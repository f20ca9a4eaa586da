import type { LiveAttachmentStatus, OwnAttachment } from '#habilitations'
import { service } from './service.js'

const STATUTS: Record<LiveAttachmentStatus, string> = {
  pending: 'EN_COURS_DE_VALIDATION',
  validated: 'VALIDEE',
  deactivated: 'DESACTIVEE',
}

/** One organisation of the account's principal manager, with what they are attached to there. */
export function rattachement(attachment: OwnAttachment) {
  return {
    idStructure: attachment.organisationId,
    identifiantStructure: attachment.identifier,
    typeIdentifiantStructure: attachment.identifierType,
    designationStructure: attachment.name,
    idRattachementStructure: attachment.attachmentId,
    statutRattachementStructure: attachment.status && STATUTS[attachment.status],
    roleUtilisateur:
      attachment.role === 'principal_manager' ? 'GESTIONNAIRE_PRINCIPAL' : 'UTILISATEUR',
    // A manager whose own access is deactivated manages nothing, and no account calls for them.
    statutUtilisateur: 'ACTIF',
    listeServicesRattache: attachment.services.map((attached) => ({
      idService: attached.serviceId,
      ...service(attached),
      idRattachementService: attached.attachmentId,
      statutRattachementService: STATUTS[attached.status],
    })),
  }
}
