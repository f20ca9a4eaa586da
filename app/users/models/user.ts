import { UserSchema } from '#database/schema'

/** A person. Seen by others through an attachment only. */
export default class User extends UserSchema {
  static override table = 'users'

  get fullName(): string {
    return `${this.firstName} ${this.lastName}`
  }
}
