/** In the order in which the public Chorus Pro contract lists them. */
export const IDENTIFIER_TYPES = [
  'SIRET',
  'UE_HORS_FRANCE',
  'HORS_UE',
  'RIDET',
  'TAHITI',
  'AUTRE',
  'PARTICULIER',
] as const
export type IdentifierType = (typeof IDENTIFIER_TYPES)[number]

const NARROW_NO_BREAK_SPACE = '\u202F'

/**
 * One spelling per identifier: separators that people write in numbers are dropped, letters are
 * upper case. Free identifiers only lose surplus spaces, their case may matter to whoever gave them.
 */
export function normalizeIdentifier(type: IdentifierType, typed: string): string {
  switch (type) {
    case 'SIRET':
    case 'RIDET':
    case 'TAHITI':
    case 'UE_HORS_FRANCE':
      return typed.replace(/[\s.\-/]/g, '').toUpperCase()
    case 'HORS_UE':
      return singleSpaced(typed.toUpperCase()).replace(/^([A-Z]{2}) /, '$1')
    case 'AUTRE':
    case 'PARTICULIER':
      return singleSpaced(typed)
  }
}

/** For the eye: a SIRET in groups of 3 3 3 5; the others whole, as stored. */
export function identifierGroups(type: IdentifierType, identifier: string): string[] {
  const groups = type === 'SIRET' && /^(\d{3})(\d{3})(\d{3})(\d{5})$/.exec(identifier)
  return groups ? groups.slice(1) : [identifier]
}

/** The same on one line of text, which never breaks between groups. Pages set the groups apart by style. */
export function formatIdentifier(type: IdentifierType, identifier: string): string {
  return identifierGroups(type, identifier).join(NARROW_NO_BREAK_SPACE)
}

function singleSpaced(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ')
}
