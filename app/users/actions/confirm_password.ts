import { inject } from '@adonisjs/core'
import { databaseNow } from '#shared/database_clock'
import { err, ok, type Result } from '#shared/result'
import { tenancy } from '#shared/tenancy/main'
import User from '../models/user.js'
import { CheckPassword, type PasswordNotAccepted } from './check_password.js'

export interface ConfirmPasswordInput {
  userId: number
  password: string
  address: string
}

/**
 * Checks that whoever is signed in still knows the password, and says when they were asked. Opens
 * its own scope.
 */
@inject()
export class ConfirmPassword {
  constructor(private checkPassword: CheckPassword) {}

  async handle({
    userId,
    password,
    address,
  }: ConfirmPasswordInput): Promise<Result<{ at: Date }, PasswordNotAccepted>> {
    const { user, at } = await tenancy.asSystem('confirm password', async () => ({
      user: await User.findOrFail(userId),
      at: await databaseNow(),
    }))
    const input = { login: user.loginEmail, password, address }
    const checked = await this.checkPassword.handle(input, async () => user.passwordHash)
    return checked.ok ? ok({ at }) : err(checked.error)
  }
}
