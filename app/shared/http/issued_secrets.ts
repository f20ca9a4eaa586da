/** How a technical password and an access token begin: people paste them into any field. */
const ISSUED = /hba?t_/
const ISSUED_WORDS = /\S*hba?t_\S*/g

/** Whether a text holds a technical password or an access token, whole or in part. */
export const holdsIssuedSecret = (text: string) => ISSUED.test(text)

/** A sentence about what was typed, without the secret that it quotes. */
export const withoutIssuedSecrets = (sentence: string) => sentence.replace(ISSUED_WORDS, '…')
