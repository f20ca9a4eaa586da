import { checkPasswordExpiry } from '../expiry/check_password_expiry.js'

export async function handle(): Promise<void> {
  await checkPasswordExpiry()
}
