import {
  changeAccountStatus,
  type AccountInput,
  type AccountResult,
} from './change_account_status.js'

/** Stops an account from its next call on. Its password keeps ageing; nobody is reminded meanwhile. */
export class SuspendTechnicalAccount {
  handle(input: AccountInput): Promise<AccountResult> {
    return changeAccountStatus(input, 'suspended')
  }
}
