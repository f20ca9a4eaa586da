/** A call that does not follow the contract; `member` is what is wrong in it. */
export class Malformed extends Error {
  override name = 'Malformed'
  readonly status = 400
  readonly code = 'E_MALFORMED'
  constructor(
    readonly member: string,
    readonly missing = false
  ) {
    super(member)
  }
}

/** Not there, or not for this caller: the same answer. */
export class Introuvable extends Error {
  override name = 'Introuvable'
  readonly status = 404
  readonly code = 'E_NOT_FOUND'
}

/** The path exists, with another method. */
export class MauvaiseMethode extends Error {
  override name = 'MauvaiseMethode'
  readonly status = 405
  readonly code = 'E_METHOD'
}

/** The body is not JSON. */
export class PasDuJson extends Error {
  override name = 'PasDuJson'
  readonly status = 415
  readonly code = 'E_MEDIA_TYPE'
}
