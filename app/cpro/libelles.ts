import { DateTime } from 'luxon'
import { timeZone } from '#config/app'
import type { Fault } from '#shared/http/fault'
import { NotAuthenticated, type RefusalCode } from '#technical_accounts'
import { Malformed } from './errors.js'

const REFUS: Record<Exclude<RefusalCode, 'expired'>, string> = {
  missing: 'Authentification requise : ni l’en-tête cpro-account ni le jeton ne sont présents.',
  malformed: 'L’en-tête cpro-account ou Authorization est illisible.',
  bearer_required: 'Un jeton d’accès est requis en plus de l’en-tête cpro-account.',
  unknown_or_wrong: 'Identifiant ou mot de passe incorrect.',
  invalid_token: 'Le jeton d’accès est invalide ou expiré.',
  mismatch: 'Le jeton d’accès et l’en-tête cpro-account désignent deux comptes différents.',
  suspended: 'Le compte technique est suspendu par le gestionnaire principal de la structure.',
  organisation_inactive: 'La structure du compte technique est désactivée.',
  no_principal_manager:
    'La structure n’a pas de gestionnaire principal : le compte technique n’a aucun droit tant qu’elle n’en a pas.',
}

const STATUTS: Record<number, string> = {
  400: 'La demande est malformée : le corps doit être un objet JSON.',
  401: 'Authentification requise.',
  403: 'Droit insuffisant pour cet appel.',
  404: 'Ressource inconnue.',
  405: 'Méthode HTTP non admise pour cet appel.',
  413: 'Le corps de la demande est trop volumineux.',
  415: 'Le corps doit être envoyé en application/json, sans compression.',
  429: 'Trop d’appels : réessayez plus tard.',
  503: 'Service momentanément indisponible : réessayez dans quelques secondes.',
}

/** What happened, in the contract's language. */
export function libelleDe(status: number, { cause }: Fault): string {
  if (cause instanceof NotAuthenticated) {
    return cause.refusal === 'expired' ? motDePasseExpire(cause.expiredAt!) : REFUS[cause.refusal]
  }
  if (cause instanceof Malformed) {
    return cause.missing
      ? `Le paramètre « ${cause.member} » est obligatoire.`
      : `Le paramètre « ${cause.member} » est invalide.`
  }
  return STATUTS[status] ?? (status < 500 ? STATUTS[400] : 'Erreur technique.')
}

function motDePasseExpire(expiredAt: Date): string {
  const date = DateTime.fromJSDate(expiredAt, { zone: timeZone }).toFormat('dd/MM/yyyy HH:mm:ss')
  return `Le mot de passe du compte technique a expiré le ${date} : le gestionnaire principal doit le réinitialiser.`
}
