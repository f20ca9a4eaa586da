import { err, ok, type Result } from '#shared/result'
import { tenancy } from '#shared/tenancy/main'
import { findByIdentifier } from '#organisation'
import {
  CreateTechnicalAccount,
  type CreateTechnicalAccountFault,
  type IssuedCredential,
} from './create_technical_account.js'

export interface CreateByOperatorInput {
  identifier: string
  /** Needed where several organisations have the identifier, each with another type. */
  identifierType?: string
  label?: string
}

export type CreateByOperatorFault =
  Exclude<CreateTechnicalAccountFault, 'already_done'> | 'identifier_ambiguous' | 'label_invalid'

/** `technical-accounts:create`: opens the operator's scope, and does what the page does. */
export async function createByOperator({
  identifier,
  identifierType,
  label = '',
}: CreateByOperatorInput): Promise<Result<IssuedCredential, CreateByOperatorFault>> {
  if (label.length > 100 || /\p{Cc}/u.test(label)) return err('label_invalid')
  const reason = 'technical-accounts:create'
  return tenancy.asSystem(
    reason,
    async (): Promise<Result<IssuedCredential, CreateByOperatorFault>> => {
      const found = await findByIdentifier(identifier, identifierType)
      if (found.length === 0) return err('organisation_unknown')
      if (found.length > 1) return err('identifier_ambiguous')
      const created = await new CreateTechnicalAccount().handle({
        organisationId: found[0].id,
        label: label.trim() || null,
        notificationAddresses: [],
        nonce: null,
        reason,
      })
      if (created.ok) return ok(created.value)
      if (created.error === 'already_done') throw new Error('Spent a nonce that was not given')
      return err(created.error)
    },
    { actor: { kind: 'operator', id: null, label: shellUser() } }
  )
}

/** Who is behind the command, as far as the shell tells. */
function shellUser(): string {
  return process.env.SUDO_USER ?? process.env.USER ?? process.env.LOGNAME ?? 'console'
}
