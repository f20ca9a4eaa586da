import type { Address } from '#organisation'

/** The ten members of a postal address; the country by its name. */
export function adresse(address: Address, codeLangue: string | undefined) {
  return {
    adresse: address.line,
    codePostal: address.postalCode,
    complementAdresse1: address.extra1,
    complementAdresse2: address.extra2,
    fax: address.fax,
    indicatifFax: address.faxPrefix,
    indicatifTelephone: address.phonePrefix,
    pays: libellePays(address.countryCode, codeLangue),
    telephone: address.phone,
    ville: address.city,
  }
}

const LIBELLES = {
  fr: new Intl.DisplayNames('fr', { type: 'region' }),
  en: new Intl.DisplayNames('en', { type: 'region' }),
}

/** French unless the call asks for English (`EN`, `en-GB`…). */
function libellePays(code: string | null, codeLangue = 'fr'): string | null {
  if (code === null) return null
  const langue = codeLangue.slice(0, 2).toLowerCase() === 'en' ? 'en' : 'fr'
  return LIBELLES[langue].of(code) ?? code
}
