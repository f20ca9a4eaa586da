import { test } from '@japa/runner'
import { tenancy } from '#shared/tenancy/main'
import { CloseHandover } from '../../../app/habilitations/actions/close_handover.js'
import { ProposeHandover } from '../../../app/habilitations/actions/propose_handover.js'
import { aManagedOrganisation, aPerson, attach } from '#tests/helpers/fixtures'
import { mailbox } from '#tests/helpers/mailbox'
import { workOffOutbox } from '#tests/helpers/outbox'

async function givenAProposal() {
  const { manager, organisation } = await aManagedOrganisation({
    manager: { contact_email: 'gp@exemple.test' },
  })
  const candidate = await aPerson({
    first_name: 'Lou',
    last_name: 'Candidat',
    contact_email: 'lou@exemple.test',
  })
  await attach(candidate.id, organisation.id)
  const proposed = await tenancy.asSystem('test', () =>
    new ProposeHandover().handle({
      organisationId: organisation.id,
      fromUserId: manager.id,
      toUserId: candidate.id,
    })
  )
  if (!proposed.ok) throw new Error(proposed.error)
  const close = (as: 'declined' | 'withdrawn') =>
    tenancy.asSystem('test', () =>
      new CloseHandover().handle({
        handoverId: proposed.value.id,
        userId: as === 'declined' ? candidate.id : manager.id,
        as,
      })
    )
  return { organisation, close }
}

test.group('Mails about hand-overs', (group) => {
  group.each.setup(() => mailbox.empty())

  test('who proposed the role is told that it was declined', async ({ assert }) => {
    const { organisation, close } = await givenAProposal()
    await close('declined')
    await workOffOutbox()
    const [mail] = await mailbox.receives(1)
    assert.deepEqual(mail.to, ['gp@exemple.test'])
    assert.include(mail.subject, organisation.name)
    assert.include(mail.text, 'Lou Candidat a refusé le rôle')
    assert.include(mail.text, `/organisations/${organisation.id}/handover`)
  })

  test('a withdrawal needs no mail, and nothing is proposed any more', async ({ assert }) => {
    const { close } = await givenAProposal()
    await close('withdrawn')
    await workOffOutbox()
    assert.isEmpty(await mailbox.mails())
  })
})
