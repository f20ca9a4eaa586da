import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { tenancy } from '#shared/tenancy/main'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation, aPerson, attach } from '#tests/helpers/fixtures'
import { signedIn } from '#tests/helpers/signed_in'
import { submit } from '#tests/helpers/technical_accounts'

async function givenACandidate() {
  const { manager, organisation } = await aManagedOrganisation()
  const candidate = await aPerson({ first_name: 'Lou', last_name: 'Zèle' })
  await attach(candidate.id, organisation.id)
  return { manager, organisation, candidate, path: `/organisations/${organisation.id}/handover` }
}

/** People who come before anybody else in the list. */
async function crowd(organisationId: number, count: number) {
  await tenancy.asSystem('test', () =>
    db.rawQuery(
      `with people as (
         insert into users (login_email, contact_email, first_name, last_name, password_hash)
         select 'foule-' || n || '@exemple.test', 'foule-' || n || '@exemple.test', 'A', 'A', 'x'
         from generate_series(1, ?) n returning id)
       insert into attachments (organisation_id, user_id, status)
       select ?, id, 'validated' from people`,
      [count, organisationId]
    )
  )
}

test.group('The form that proposes the principal manager’s role', () => {
  test('has whoever was chosen on the list of people, however many come before', async ({
    assert,
    client,
  }) => {
    const { manager, organisation, candidate, path } = await givenACandidate()
    await crowd(organisation.id, 200)
    const option = `value="${candidate.id}"`
    const bare = await signedIn(client.get(path), manager)
    assert.notInclude(bare.text(), option)
    assert.include(bare.text(), 'Tout le monde n&#x27;est pas dans cette liste')

    const chosen = await signedIn(client.get(`${path}?user=${candidate.id}`), manager)
    assert.include(chosen.text(), `${option} selected`)
  })

  test('offers nobody who is not eligible, and says nothing of a list that is whole', async ({
    assert,
    client,
  }) => {
    const { manager, path } = await givenACandidate()
    const stranger = await aPerson()
    const page = await signedIn(client.get(`${path}?user=${stranger.id}`), manager)
    page.assertStatus(200)
    assert.notInclude(page.text(), `value="${stranger.id}"`)
    assert.notInclude(page.text(), 'dans cette liste')
  })

  test('says what was refused above the form, and at the field', async ({ assert, client }) => {
    const { manager, path } = await givenACandidate()
    const stranger = await aPerson()
    const page = await signedIn(client.post(path), manager)
      .withCsrfToken()
      .form({ user: stranger.id })
    assert.match(page.text(), /<title>Erreur\s: /)
    assert.match(page.text(), /href="#user">Cette personne ne peut pas recevoir le rôle/)
    assert.include(page.text(), 'id="user-error"')
  })

  test('a second proposal is refused where the first is shown', async ({ assert, client }) => {
    const { manager, candidate, path } = await givenACandidate()
    await submit(client.post(path), manager, { user: candidate.id })
    const refused = await submit(client.post(path), manager, { user: candidate.id })
    assert.property(refused.flashMessage('inputErrorsBag'), 'pending')
  })
})

test.group('A proposal that is no longer open', () => {
  test('says so to whom it was made, and does not exist for others', async ({ assert, client }) => {
    const { manager, organisation, candidate, path } = await givenACandidate()
    const colleague = await aPerson()
    await attach(colleague.id, organisation.id)
    for (const ending of ['withdrawn', 'declined', 'expired', 'accepted']) {
      await submit(client.post(path), manager, { user: candidate.id })
      const [{ id }] = await rowsOf('select max(id) as id from manager_handovers')
      await rowsOf('update manager_handovers set status = ? where id = ?', [ending, id])
      const page = await signedIn(client.get(`/handovers/${id}`), candidate)
      page.assertStatus(410)
      page.assertTextIncludes('plus ouverte')
      assert.notInclude(page.text(), `/handovers/${id}/acceptance`)
      for (const method of ['post', 'delete'] as const) {
        const answer = await submit(client[method](`/handovers/${id}/acceptance`), candidate)
        answer.assertStatus(302)
        assert.include(answer.flashMessage('error'), 'plus ouverte')
      }
      for (const person of [manager, colleague]) {
        ;(await signedIn(client.get(`/handovers/${id}`), person)).assertStatus(404)
      }
    }
  })
})
