import { TechnicalPasswordSchema } from '#database/schema'

/** One password generation of an account. The current one is the one that nothing has replaced. */
export default class TechnicalPassword extends TechnicalPasswordSchema {
  static override table = 'technical_passwords'
}
