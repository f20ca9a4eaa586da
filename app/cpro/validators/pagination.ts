import vine from '@vinejs/vine'
import type { Direction, Page } from '#shared/listing'

const DEFAULT_SIZE = 10
const LARGEST_SIZE = 1000
const LARGEST_INT32 = 2_147_483_647

/** A positive int32 of the contract; in digits between quotes too, which some clients send. */
export const entier = () =>
  vine
    .number({ strict: true })
    .parse((value) =>
      typeof value === 'string' && /^\d{1,10}$/.test(value.trim()) ? Number(value) : value
    )
    .withoutDecimals()
    .range([1, LARGEST_INT32])

/** A text of the contract: nothing that is searched or shown is longer, nor holds what can't be stored. */
export const texte = () =>
  vine
    .string()
    .trim()
    .maxLength(300)
    .regex(/^[^\0]*$/)

/** One of the words, around which clients leave spaces. */
export const motParmi = <Word extends string>(words: readonly Word[]) =>
  vine.enum(words).parse((value) => (typeof value === 'string' ? value.trim() : value))

/** The members by which every list is paginated and sorted; `colonnes` are those of the call. */
export const parametres = <Colonne extends string>(colonnes: readonly Colonne[]) =>
  vine
    .object({
      nbResultatsParPage: entier().optional(),
      pageResultatDemandee: entier().optional(),
      triColonne: motParmi(colonnes).optional(),
      triSens: motParmi(['Ascendant', 'Descendant'] as const).optional(),
    })
    .optional()

export interface Parametres<Colonne extends string> {
  nbResultatsParPage?: number
  pageResultatDemandee?: number
  triColonne?: Colonne
  triSens?: 'Ascendant' | 'Descendant'
}

/** Ten results from the first page on, in the order of identifiers, unless asked otherwise. */
export function listingOf<Colonne extends string, Sort extends string>(
  asked: Parametres<Colonne> | undefined,
  sorts: Readonly<Record<Colonne, Sort>>,
  fallback: Sort
): { page: number; perPage: number; sort: Sort; direction: Direction } {
  return {
    page: asked?.pageResultatDemandee ?? 1,
    perPage: Math.min(asked?.nbResultatsParPage ?? DEFAULT_SIZE, LARGEST_SIZE),
    sort: asked?.triColonne ? sorts[asked.triColonne] : fallback,
    direction: asked?.triSens === 'Descendant' ? 'desc' : 'asc',
  }
}

/** What the contract says about a page. */
export function parametresRetour({ perPage, page, pages, total }: Omit<Page<unknown>, 'rows'>) {
  return { nbResultatsParPage: perPage, pageCourante: page, pages, total }
}
