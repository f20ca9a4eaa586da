export {
  CreateTechnicalAccount,
  type IssuedCredential,
} from './actions/create_technical_account.js'
export { ResetPassword, type ResetCredential } from './actions/reset_password.js'
export { createByOperator } from './actions/create_by_operator.js'
export { listTechnicalAccounts } from './queries/list_technical_accounts.js'
export type { TechnicalAccountSummary } from './queries/technical_account_rows.js'
export {
  earliestExpiry,
  listExpiringPasswords,
  type ExpiringPassword,
} from './queries/list_expiring_passwords.js'
export { refuseUnknownPeppers } from './refuse_unknown_peppers.js'
export { readSheetExpiry, sheetExpiryStatement } from './queries/sheet_expiry.js'
export type { Authenticated } from './authentication/authenticate.js'
export { NotAuthenticated, type RefusalCode } from './authentication/refusal_answer.js'
export { flushFailedLogins } from './authentication/failed_logins.js'
