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
  /** Why, for the journal; the command's name when absent. */
  reason?: string
}

export type CreateByOperatorFault =
  | Exclude<CreateTechnicalAccountFault, 'already_done'>
  | 'identifier_ambiguous'
  | 'label_invalid'
  | 'reason_invalid'

const COMMAND = 'technical-accounts:create'

/** `technical-accounts:create`: opens the operator's scope, and does what the page does. */
export async function createByOperator({
  identifier,
  identifierType,
  label = '',
  reason = '',
}: CreateByOperatorInput): Promise<Result<IssuedCredential, CreateByOperatorFault>> {
  if (!isOneLine(label, 100)) return err('label_invalid')
  if (!isOneLine(reason, 300)) return err('reason_invalid')
  return tenancy.asSystem(
    COMMAND,
    async (): Promise<Result<IssuedCredential, CreateByOperatorFault>> => {
      const found = await findByIdentifier(identifier, identifierType)
      if (found.length === 0) return err('organisation_unknown')
      if (found.length > 1) return err('identifier_ambiguous')
      const created = await new CreateTechnicalAccount().handle({
        organisationId: found[0].id,
        label: label.trim() || null,
        notificationAddresses: [],
        nonce: null,
        reason: reason.trim() || COMMAND,
      })
      if (created.ok) return ok(created.value)
      if (created.error === 'already_done') throw new Error('Spent a nonce that was not given')
      return err(created.error)
    },
    { actor: { kind: 'operator', id: null, label: shellUser() } }
  )
}

const isOneLine = (text: string, longest: number) => text.length <= longest && !/\p{Cc}/u.test(text)

/** Who is behind the command, as far as the shell tells. */
function shellUser(): string {
  return process.env.SUDO_USER ?? process.env.USER ?? process.env.LOGNAME ?? 'console'
}
