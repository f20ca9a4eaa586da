import { isCountryCode } from '#shared/countries'
import { err, ok, type Result } from '#shared/result'
import { isForeignVatNumber } from './vat_number.js'

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

export type IdentifierFault =
  | 'empty'
  | 'too_long'
  | 'control_character'
  | 'bad_format'
  | 'bad_check_digit'
  | 'social_security_number'

const LONGEST = 80
const LA_POSTE = '356000000'
/** Wallis-et-Futuna has a prefix of its own, before 14 characters of the name instead of 16. */
const WALLIS_ET_FUTUNA = 'FRWF'
const NAME_DERIVED_LENGTH = 18
const NARROW_NO_BREAK_SPACE = '\u202F'

const EUROPEAN_UNION =
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')

/**
 * An identifier as it is stored and compared, from what a person typed or pasted, or what it is
 * refused for.
 *
 * @param options.acceptAnySiret for test data whose SIRET have no valid check digit
 */
export function parseIdentifier(
  type: IdentifierType,
  typed: string,
  options: { acceptAnySiret?: boolean } = {}
): Result<string, IdentifierFault> {
  const identifier = normalizeIdentifier(type, typed)
  if (identifier === '') return err('empty')
  if ([...identifier].length > LONGEST) return err('too_long')
  if (/\p{Cc}/u.test(identifier) || !identifier.isWellFormed()) return err('control_character')
  if (!hasForm(type, identifier)) return err('bad_format')
  if (type === 'SIRET' && !options.acceptAnySiret && !isValidSiret(identifier)) {
    return err('bad_check_digit')
  }
  if (type === 'PARTICULIER' && isSocialSecurityNumber(identifier)) {
    return err('social_security_number')
  }
  return ok(identifier)
}

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

/** For the eye: a SIRET in groups of 3 3 3 5 that never break across lines; the others as stored. */
export function formatIdentifier(type: IdentifierType, identifier: string): string {
  if (type !== 'SIRET') return identifier
  return identifier.replace(
    /^(\d{3})(\d{3})(\d{3})(\d{5})$/,
    ['$1', '$2', '$3', '$4'].join(NARROW_NO_BREAK_SPACE)
  )
}

/**
 * Fourteen digits with Luhn's check digit. La Poste has too many establishments for it: theirs are
 * also valid when the sum of the digits is a multiple of five (INSEE, Sirene).
 */
export function isValidSiret(siret: string): boolean {
  if (!/^\d{14}$/.test(siret)) return false
  const digits = [...siret].map(Number)
  if (siret.startsWith(LA_POSTE) && sum(digits) % 5 === 0) return true

  const doubled = digits.map((digit, i) => {
    const weighted = i % 2 === 0 ? digit * 2 : digit
    return weighted > 9 ? weighted - 9 : weighted
  })
  return sum(doubled) % 10 === 0
}

/**
 * The identifier of an organisation that has no number we know: country, then the beginning of its
 * name, 18 characters in all. Two organisations may get the same one: an operator settles it.
 *
 * @param country alpha-2 code; Wallis-et-Futuna (WF) is written FRWF
 */
export function nameDerivedIdentifier(country: string, name: string): string {
  const prefix = country === 'WF' ? WALLIS_ET_FUTUNA : country
  const text = normalizeIdentifier('HORS_UE', prefix + singleSpaced(name))
  return [...text].slice(0, NAME_DERIVED_LENGTH).join('').trimEnd()
}

function hasForm(type: IdentifierType, identifier: string): boolean {
  switch (type) {
    case 'SIRET':
      return /^\d{14}$/.test(identifier)
    case 'UE_HORS_FRANCE':
      return isForeignVatNumber(identifier)
    case 'HORS_UE':
      return isNameDerived(identifier)
    // Company, then the three digits of its establishment where one is meant.
    case 'RIDET':
      return /^\d{6,7}(\d{3})?$/.test(identifier)
    // Digits only until October 2011, then a letter first (ISPF, register of companies).
    case 'TAHITI':
      return /^[A-Z\d]\d{5}(\d{3})?$/.test(identifier)
    case 'AUTRE':
    case 'PARTICULIER':
      return true
  }
}

function isNameDerived(identifier: string): boolean {
  const length = [...identifier].length
  if (identifier.startsWith(WALLIS_ET_FUTUNA)) {
    return length > WALLIS_ET_FUTUNA.length && length <= NAME_DERIVED_LENGTH
  }
  const country = identifier.slice(0, 2)
  const outside = isCountryCode(country) && !EUROPEAN_UNION.includes(country)
  return outside && country !== 'WF' && length > 2 && length <= NAME_DERIVED_LENGTH
}

/**
 * The form of a French social security number, which we have no ground to keep (décret 2019-341):
 * 13 characters, or 15 with a key that is right. Corsica's 2A and 2B count as 19 and 18 in the key.
 */
function isSocialSecurityNumber(identifier: string): boolean {
  const compact = identifier.replace(/[\s.\-/]/g, '').toUpperCase()
  const form = /^([1-478]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[AB])\d{6})(\d{2})?$/
  const match = form.exec(compact)
  if (!match) return false
  const [, number, key] = match
  if (key === undefined) return true
  const digits = number.replace('2A', '19').replace('2B', '18')
  return 97 - (Number(digits) % 97) === Number(key)
}

function singleSpaced(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ')
}

function sum(digits: readonly number[]): number {
  return digits.reduce((total, digit) => total + digit, 0)
}
