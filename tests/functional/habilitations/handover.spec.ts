import { test } from '@japa/runner'
import { rowsOf } from '#tests/helpers/database'
import {
  aManagedOrganisation,
  anOrganisation,
  aPerson,
  aService,
  attach,
} from '#tests/helpers/fixtures'
import { mailbox } from '#tests/helpers/mailbox'
import { workOffOutbox } from '#tests/helpers/outbox'
import { signedIn } from '#tests/helpers/signed_in'

/** A managed organisation with a candidate for the role. */
async function givenACandidate() {
  const { manager, organisation } = await aManagedOrganisation()
  const candidate = await aPerson({ first_name: 'Lou', last_name: 'Candidat' })
  await attach(candidate.id, organisation.id)
  return { manager, organisation, candidate, path: `/organisations/${organisation.id}/handover` }
}

const managerOf = async (organisationId: number) =>
  (
    await rowsOf(
      `select user_id from attachments where organisation_id = ? and role = 'principal_manager'`,
      [organisationId]
    )
  ).map((row) => row.user_id)

const statuses = async () =>
  (await rowsOf('select status from manager_handovers order by id')).map((row) => row.status)

const jobs = async () =>
  (await rowsOf('select job from outbox_messages order by id')).map((row) => row.job)

test.group('Handing over the principal manager’s role', () => {
  test('a proposal changes nothing until it is accepted', async ({ assert, client }) => {
    const { manager, organisation, candidate, path } = await givenACandidate()
    const response = await signedIn(client.post(path), manager)
      .withCsrfToken()
      .redirects(0)
      .form({ user: candidate.id })

    response.assertStatus(302)
    assert.deepEqual(await statuses(), ['proposed'])
    assert.deepEqual(await managerOf(organisation.id), [manager.id])
    assert.deepEqual(await jobs(), ['habilitations.send_handover_proposed_mail'])
  })

  test('acceptance changes the manager in one transaction, and tells both', async ({
    assert,
    client,
  }) => {
    const { manager, organisation, candidate, path } = await givenACandidate()
    await signedIn(client.post(path), manager)
      .withCsrfToken()
      .redirects(0)
      .form({ user: candidate.id })
    const response = await signedIn(client.post('/handovers/1/acceptance'), candidate)
      .withCsrfToken()
      .redirects(0)

    response.assertStatus(302)
    assert.deepEqual(await managerOf(organisation.id), [candidate.id])
    assert.deepEqual(await statuses(), ['accepted'])
    assert.include(await jobs(), 'habilitations.send_manager_changed_mail')
    const [former] = await rowsOf('select role, status from attachments where user_id = ?', [
      manager.id,
    ])
    assert.deepEqual(former, { role: 'user', status: 'validated' })
    const events = await rowsOf('select action, actor_id from audit_events order by id')
    assert.deepEqual(events, [
      { action: 'habilitations.handover_proposed', actor_id: manager.id },
      { action: 'habilitations.principal_manager_changed', actor_id: candidate.id },
    ])
  })

  test('each of the two is told by a message of their own, whatever becomes of the other’s', async ({
    assert,
    client,
  }) => {
    await mailbox.empty()
    const { manager, candidate, path } = await givenACandidate()
    await rowsOf(`update users set contact_email = 'broken' where id = ?`, [manager.id])
    await signedIn(client.post(path), manager)
      .withCsrfToken()
      .redirects(0)
      .form({ user: candidate.id })
    await signedIn(client.post('/handovers/1/acceptance'), candidate).withCsrfToken().redirects(0)
    await workOffOutbox({ only: '%manager_changed%', givingUp: true })
    const mails = await mailbox.mails()
    assert.deepEqual(
      mails.map(({ to }) => to),
      [[candidate.contact_email]]
    )
  })

  test('an answer, a withdrawal or seven days end a proposal', async ({ assert, client }) => {
    const { manager, candidate, path } = await givenACandidate()
    const propose = () =>
      signedIn(client.post(path), manager).withCsrfToken().redirects(0).form({ user: candidate.id })

    await propose()
    await signedIn(client.delete('/handovers/1/acceptance'), candidate).withCsrfToken().redirects(0)
    await propose()
    await signedIn(client.delete(path), manager).withCsrfToken().redirects(0)
    await propose()
    await rowsOf(
      `update manager_handovers set expires_at = now() - interval '1 second' where id = 3`
    )
    const late = await signedIn(client.post('/handovers/3/acceptance'), candidate)
      .withCsrfToken()
      .redirects(0)
    assert.include(late.flashMessage('error'), 'plus ouverte')
    await propose()

    assert.deepEqual(await statuses(), ['declined', 'withdrawn', 'expired', 'proposed'])
    const expiries = await rowsOf(
      `select actor_kind, details->>'name' as name from audit_events
       where action = 'habilitations.handover_expired'`
    )
    assert.deepEqual(expiries, [{ actor_kind: 'system', name: 'Lou Candidat' }])
  })

  test('a second proposal at the same time is refused by the database', async ({
    assert,
    client,
  }) => {
    const { manager, candidate, path } = await givenACandidate()
    await Promise.all(
      Array.from({ length: 5 }, () =>
        signedIn(client.post(path), manager)
          .withCsrfToken()
          .redirects(0)
          .form({ user: candidate.id })
      )
    )
    assert.deepEqual(await statuses(), ['proposed'])
  })

  test('of an acceptance and a withdrawal at the same moment, one wins', async ({
    assert,
    client,
  }) => {
    const { manager, organisation, candidate, path } = await givenACandidate()
    await signedIn(client.post(path), manager)
      .withCsrfToken()
      .redirects(0)
      .form({ user: candidate.id })
    await Promise.all([
      signedIn(client.post('/handovers/1/acceptance'), candidate).withCsrfToken().redirects(0),
      signedIn(client.delete(path), manager).withCsrfToken().redirects(0),
    ])
    const [status] = await statuses()
    assert.deepEqual(await managerOf(organisation.id), [
      status === 'accepted' ? candidate.id : manager.id,
    ])
  })

  test('only an active person attached to the whole organisation is eligible', async ({
    assert,
    client,
  }) => {
    const { manager, organisation, path } = await givenACandidate()
    const stranger = await aPerson()
    const deactivated = await aPerson()
    await attach(deactivated.id, organisation.id, { status: 'deactivated' })
    const ofAService = await aPerson()
    const service = await aService(organisation.id)
    await attach(ofAService.id, organisation.id, { service_id: service.id })
    const closed = await aPerson({ deactivated_at: '2026-01-01T00:00:00Z' })
    await attach(closed.id, organisation.id)

    for (const { id } of [stranger, deactivated, ofAService, closed, manager, { id: 999_999 }]) {
      await signedIn(client.post(path), manager).withCsrfToken().redirects(0).form({ user: id })
    }
    assert.deepEqual(await statuses(), [])
  })

  test('nobody else proposes, withdraws or answers', async ({ assert, client }) => {
    const { manager, organisation, candidate, path } = await givenACandidate()
    await signedIn(client.post(path), manager)
      .withCsrfToken()
      .redirects(0)
      .form({ user: candidate.id })
    const { manager: stranger } = await aManagedOrganisation()
    const user = await aPerson()
    await attach(user.id, organisation.id)

    for (const [person, status] of [
      [user, 403],
      [stranger, 404],
    ] as const) {
      const ask = (method: 'post' | 'delete', url: string) =>
        signedIn(client[method](url), person).withCsrfToken().accept('json').redirects(0)
      assert.equal((await ask('post', path).form({ user: candidate.id })).status(), status)
      assert.equal((await ask('delete', path)).status(), status)
      assert.equal((await ask('post', '/handovers/1/acceptance')).status(), 404)
      assert.equal((await ask('delete', '/handovers/1/acceptance')).status(), 404)
    }
    assert.deepEqual(await statuses(), ['proposed'])
    const refusals = await rowsOf(
      `select organisation_id, actor_id from audit_events where action = 'habilitations.access_refused'`
    )
    const refusal = { organisation_id: organisation.id, actor_id: user.id }
    assert.deepEqual(refusals, [refusal, refusal])
  })

  test('a candidate who lost the attachment can no longer accept', async ({ assert, client }) => {
    const { manager, organisation, candidate, path } = await givenACandidate()
    await signedIn(client.post(path), manager)
      .withCsrfToken()
      .redirects(0)
      .form({ user: candidate.id })
    await rowsOf(`update attachments set status = 'deactivated' where user_id = ?`, [candidate.id])
    await signedIn(client.post('/handovers/1/acceptance'), candidate)
      .withCsrfToken()
      .accept('json')
      .redirects(0)
    assert.deepEqual(await managerOf(organisation.id), [manager.id])
    assert.deepEqual(await anOrganisation().then(({ id }) => managerOf(id)), [])
  })
})
