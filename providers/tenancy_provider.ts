import type { ApplicationService } from '@adonisjs/core/types'
import { installSeam } from '#shared/tenancy/seam'

/** Puts the tenancy scope between the application and its database. */
export default class TenancyProvider {
  constructor(protected app: ApplicationService) {}

  async boot() {
    installSeam(await this.app.container.make('lucid.db'))
  }
}
