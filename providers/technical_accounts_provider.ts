import type { ApplicationService } from '@adonisjs/core/types'

/** A web process with a wrong pepper does not start; workers and commands test it themselves. */
export default class TechnicalAccountsProvider {
  constructor(protected app: ApplicationService) {}

  async start() {
    if (this.app.getEnvironment() !== 'web' || this.app.getMode() !== 'run') return
    const { refuseUnknownPeppers } = await import('#technical_accounts')
    try {
      await refuseUnknownPeppers()
    } catch (error) {
      // What is open already (connections) would keep the process alive, and listening to nobody.
      await this.app.terminate()
      throw error
    }
  }
}
