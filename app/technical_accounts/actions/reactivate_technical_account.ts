import {
  changeAccountStatus,
  type AccountInput,
  type AccountResult,
} from './change_account_status.js'

/** Lets a suspended account call again, with the password it had. */
export class ReactivateTechnicalAccount {
  handle(input: AccountInput): Promise<AccountResult> {
    return changeAccountStatus(input, 'active')
  }
}
