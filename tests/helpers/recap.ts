import type { ApiClient } from '@japa/api-client'
import { rowsOf } from './database.js'
import { aManagedOrganisation } from './fixtures.js'
import { workOffOutbox } from './outbox.js'
import { signedIn } from './signed_in.js'
import { createByForm, inSession, submit } from './technical_accounts.js'

/** A manager in front of the recap of a new account, and what their browser can do from there. */
export async function givenARecap(client: ApiClient) {
  const { manager, organisation } = await aManagedOrganisation({
    organisation: { name: 'Mairie de Saint-Céré', identifier: 'EXPORT1' },
  })
  const recap = await createByForm(client, manager, organisation.id)
  const path = `/organisations/${organisation.id}/credential-exports`
  const post = (form: object = {}, session = recap.session, person: { id: number } = manager) =>
    submit(client.post(path), person, { sealed: recap.sealed, ...form }, session)
  const get = (url: string, session = recap.session, person: { id: number } = manager) =>
    inSession(signedIn(client.get(url), person), session).redirects(0)
  const requested = async () => (await post({ format: 'pdf' })).header('location') as string
  return { ...recap, manager, organisation, post, get, requested }
}

/** Makes the PDFs that were asked for. */
export const render = () => workOffOutbox({ only: '%.render_credential_export' })
export const exportRows = () => rowsOf('select * from credential_exports order by id')
