import { PasswordNoticeSchema } from '#database/schema'

/** That a stage before a password's end was reached; sent once `sentAt` is set. */
export default class PasswordNotice extends PasswordNoticeSchema {
  static override table = 'password_notices'
}
