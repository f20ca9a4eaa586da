import type { Assert } from '@japa/assert'

/** What a member of the contract may hold. */
export type Kind =
  'int' | 'string' | 'boolean' | 'instant' | 'minute' | 'null' | `${string}?` | Shape | Kind[]
export interface Shape {
  [member: string]: Kind
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(?:Z|[+-]\d\d:\d\d)$/
const MINUTE = /^\d{4}-\d\d-\d\d \d\d:\d\d$/

/** Exactly these members, each of its type; `?` allows null, a list has the shape of its items. */
export function assertShape(assert: Assert, value: unknown, shape: Kind, path = 'réponse'): void {
  if (Array.isArray(shape)) {
    assert.isArray(value, path)
    for (const item of value as unknown[]) assertShape(assert, item, shape[0], `${path}[]`)
  } else if (typeof shape === 'object') {
    assert.isObject(value, path)
    assert.sameMembers(Object.keys(value as object), Object.keys(shape), path)
    for (const [member, kind] of Object.entries(shape)) {
      assertShape(assert, (value as Record<string, unknown>)[member], kind, `${path}.${member}`)
    }
  } else if (shape.endsWith('?')) {
    if (value !== null) assertShape(assert, value, shape.slice(0, -1) as Kind, path)
  } else if (shape === 'int') {
    assert.isTrue(Number.isInteger(value) && Math.abs(value as number) < 2 ** 31, path)
  } else if (shape === 'null') {
    assert.isNull(value, path)
  } else if (shape === 'instant' || shape === 'minute') {
    assert.match(value as string, shape === 'instant' ? INSTANT : MINUTE, path)
  } else {
    assert.typeOf(value, shape, path)
  }
}

export const PARAMETRES_RETOUR: Shape = {
  nbResultatsParPage: 'int',
  pageCourante: 'int',
  pages: 'int',
  total: 'int',
}

export const ADRESSE: Shape = {
  adresse: 'string?',
  codePostal: 'string?',
  complementAdresse1: 'string?',
  complementAdresse2: 'string?',
  fax: 'string?',
  indicatifFax: 'string?',
  indicatifTelephone: 'string?',
  pays: 'string?',
  telephone: 'string?',
  ville: 'string?',
}

/** An address of which each column says something else, and how the contract shows it. */
export const ADDRESS_FIELDS = {
  address_line: 'RUE',
  address_extra_1: 'EXTRA 1',
  address_extra_2: 'EXTRA 2',
  postal_code: '10115',
  city: 'VILLE',
  country_code: 'DE',
  phone_prefix: '+49',
  phone: '30123',
  fax_prefix: '+48',
  fax: '30456',
}

export const ADDRESS_MEMBERS = {
  adresse: 'RUE',
  codePostal: '10115',
  complementAdresse1: 'EXTRA 1',
  complementAdresse2: 'EXTRA 2',
  fax: '30456',
  indicatifFax: '+48',
  indicatifTelephone: '+49',
  pays: 'Allemagne',
  telephone: '30123',
  ville: 'VILLE',
}

export const ENVELOPPE = { codeRetour: 'int', libelle: 'string' } as const

/** An answer in the contract's envelope, whatever it is about. */
export function isEnveloped(body: string, status: number): boolean {
  const { codeRetour, libelle, ...others } = JSON.parse(body)
  return codeRetour === status && typeof libelle === 'string' && !Object.keys(others).length
}
