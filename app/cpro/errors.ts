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
  override message = 'Not found'
  readonly status = 404
  readonly code = 'E_NOT_FOUND'
}

/** The path exists, with another method. */
export class MauvaiseMethode extends Error {
  override name = 'MauvaiseMethode'
  override message = 'Wrong method'
  readonly status = 405
  readonly code = 'E_METHOD'
}

/** The body is not JSON, or is compressed. */
export class PasDuJson extends Error {
  override name = 'PasDuJson'
  override message = 'Not JSON'
  readonly status = 415
  readonly code = 'E_MEDIA_TYPE'
}

/** The body is longer than any call of the contract. */
export class TropLong extends Error {
  override name = 'TropLong'
  override message = 'Too long'
  readonly status = 413
  readonly code = 'E_TOO_LONG'
}
