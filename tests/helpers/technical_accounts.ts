import { randomBytes, randomUUID } from 'node:crypto'
import type { ApiClient, ApiRequest, ApiResponse } from '@japa/api-client'
import { tenancy } from '#shared/tenancy/main'
import { CreateTechnicalAccount, ResetPassword } from '#technical_accounts'
import { rowsOf } from './database.js'
import { signedIn } from './signed_in.js'

export const aNonce = () => randomBytes(16).toString('base64url')

/** A browser's session, kept over several requests. */
export const aSession = () => randomUUID()

/** A form sent by a signed-in person, as their browser would; the answer, not where it leads. */
export function submit(
  request: ApiRequest,
  person: { id: number },
  form: Record<string, unknown> = {},
  session: string = aSession()
): ApiRequest {
  return inSession(signedIn(request, person), session).withCsrfToken().redirects(0).form(form)
}

export function inSession(request: ApiRequest, session: string): ApiRequest {
  request.sessionClient.sessionId = session as typeof request.sessionClient.sessionId
  // Secrets are bound to the session by a value in it, not by its id.
  return request.withSession({ binding: session })
}

/** What a recap page shows. */
export function readRecap(response: ApiResponse) {
  const html = response.text()
  const value = (pattern: RegExp) => pattern.exec(html)?.[1] ?? ''
  return {
    login: value(/id="login"[^>]*value="([^"]+)"/),
    password: value(/id="password"[^>]*value="([^"]+)"/),
    sealed: value(/name="sealed" value="([^"]+)"/),
  }
}

export const accountsPath = (organisationId: number) =>
  `/organisations/${organisationId}/technical-accounts`

/** Creates an account by the page's form. */
export async function createByForm(
  client: ApiClient,
  manager: { id: number },
  organisationId: number,
  { form = {}, session = aSession() }: { form?: Record<string, unknown>; session?: string } = {}
) {
  const response = await submit(
    client.post(accountsPath(organisationId)),
    manager,
    { nonce: aNonce(), ...form },
    session
  )
  response.assertStatus(200)
  return { ...readRecap(response), response, session }
}

/** Creates an account without HTTP. */
export async function anAccount(
  organisationId: number,
  values: { label?: string; notificationAddresses?: string[] } = {}
) {
  return tenancy.asSystem('test fixtures', async () => {
    const created = await new CreateTechnicalAccount().handle({
      organisationId,
      label: values.label ?? null,
      notificationAddresses: values.notificationAddresses ?? [],
      nonce: null,
    })
    if (!created.ok) throw new Error(created.error)
    return created.value
  })
}

/** Resets a password without HTTP. */
export async function aReset(
  organisationId: number,
  accountId: number,
  overlap: 'none' | '1h' | '24h' | '7d' = 'none'
) {
  return tenancy.asSystem('test fixtures', async () => {
    const reset = await new ResetPassword().handle({
      organisationId,
      accountId,
      overlap,
      nonce: null,
    })
    if (!reset.ok) throw new Error(reset.error)
    return reset.value
  })
}

/** Moves an account's passwords, and what was noted of them, into the past. */
export async function age(accountId: number, hours: number) {
  await rowsOf(
    `update technical_passwords
     set created_at = created_at - :hours * interval '1 hour',
         expires_at = expires_at - :hours * interval '1 hour',
         usable_until = usable_until - :hours * interval '1 hour'
     where technical_account_id = :accountId`,
    { accountId, hours } as never
  )
}

export interface PasswordRow {
  id: number
  version: number
  created_at: Date
  expires_at: Date
  usable_until: Date | null
  live: boolean
}

/** The passwords of an account, oldest first; `live` as the API decides it. */
export const passwordsOf = (accountId: number) =>
  rowsOf<PasswordRow>(
    `select *, now() < expires_at and (usable_until is null or now() < usable_until) as live
     from technical_passwords where technical_account_id = ? order by version`,
    [accountId]
  )

export const jobsQueued = async () =>
  (await rowsOf('select job from outbox_messages order by id')).map((row) => row.job as string)

export const journal = async () =>
  (await rowsOf('select action from audit_events order by id')).map((row) => row.action as string)
