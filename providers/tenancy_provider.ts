import type { ApplicationService } from '@adonisjs/core/types'
import { warnOfForgeableScopes } from '#shared/tenancy/forgeable_scopes'
import { installSeam } from '#shared/tenancy/seam'

/** Puts the tenancy scope between the application and its database. */
export default class TenancyProvider {
  constructor(protected app: ApplicationService) {}

  async boot() {
    installSeam(await this.app.container.make('lucid.db'))
  }

  /** Workers say it themselves. */
  async ready() {
    if (this.app.getEnvironment() !== 'web' || this.app.getMode() !== 'run') return
    await warnOfForgeableScopes(await this.app.container.make('logger'))
  }
}
