import { booted } from './booted.js'

/** A technical account that may call, its organisation and that one's principal manager. */
export interface Caller {
  login: string
  password: string
  organisationId: number
  identifier: string
  managerLogin: string
  managerPassword: string
}

/*
 * What the calls need: organisations with a principal manager and a technical account each, their
 * services. Hands over who may call, and whom to ask for.
 */
await booted(async () => {
  const { tenancy } = await import('#shared/tenancy/main')
  const { CreateTechnicalAccount } = await import('#technical_accounts')
  const { aManagedOrganisation, aService, PASSWORD } = await import('#tests/helpers/fixtures')
  const callers: Caller[] = []
  for (let i = 0; i < Number(process.env.CALLERS); i++) {
    const { organisation, manager } = await aManagedOrganisation()
    for (let j = 0; j < 5; j++) await aService(organisation.id)
    const account = await tenancy.asSystem('benchmark', () =>
      new CreateTechnicalAccount().handle({
        organisationId: organisation.id,
        label: null,
        notificationAddresses: [],
        nonce: null,
      })
    )
    if (!account.ok) throw new Error(account.error)
    const { login, password } = account.value
    callers.push({
      login,
      password,
      organisationId: organisation.id,
      identifier: organisation.identifier,
      managerLogin: manager.login_email,
      managerPassword: PASSWORD,
    })
  }
  return callers
})
