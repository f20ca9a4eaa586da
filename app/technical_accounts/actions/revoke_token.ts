import { err, ok, type Result } from '#shared/result'
import { lean } from '#shared/tenancy/lean'
import { readToken } from '../credential/access_token.js'
import { tokenKeys } from '../token_keys.js'

/** Those whose tokens have expired by themselves go in the same statement: nothing to sweep. */
const STATEMENT = {
  name: 'revoke_token',
  text: `with over as (delete from revoked_tokens where expires_at < now())
         insert into revoked_tokens (id, expires_at) values ($1, $2) on conflict do nothing`,
}

/**
 * Revokes an access token of the given account; every node refuses it from the next call on. A
 * text that is no token of ours is already worth nothing.
 */
export class RevokeToken {
  async handle({
    token,
    accountId,
  }: {
    token: string
    accountId: number
  }): Promise<Result<undefined, 'of_another_account'>> {
    const claims = readToken(tokenKeys, token, new Date(0))
    if (!claims) return ok()
    if (claims.accountId !== accountId) return err('of_another_account')
    await lean(
      { systemReason: 'token revocation' },
      { ...STATEMENT, values: [claims.id, claims.expiresAt] }
    )
    return ok()
  }
}
