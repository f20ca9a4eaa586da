import { inject } from '@adonisjs/core'
import { err, ok, type Result } from '#shared/result'
import { tenancy } from '#shared/tenancy/main'
import User from '../models/user.js'
import { CheckPassword, type PasswordNotAccepted } from './check_password.js'

export interface ConfirmPasswordInput {
  userId: number
  password: string
  address: string
}

/** Checks that whoever is signed in still knows the password. Opens its own scope. */
@inject()
export class ConfirmPassword {
  constructor(private checkPassword: CheckPassword) {}

  async handle({
    userId,
    password,
    address,
  }: ConfirmPasswordInput): Promise<Result<undefined, PasswordNotAccepted>> {
    const user = await tenancy.asSystem('confirm password', () => User.findOrFail(userId))
    const input = { login: user.loginEmail, password, address }
    const checked = await this.checkPassword.handle(input, async () => user.passwordHash)
    return checked.ok ? ok() : err(checked.error)
  }
}
