import type { ApplicationService } from '@adonisjs/core/types'

/**
 * A web process with a wrong pepper does not start (workers and commands test it themselves), and
 * ends when the failed logins it remembers are counted.
 */
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

  /** The server takes no more calls, and the database is still open. */
  async shutdown() {
    if (this.app.getEnvironment() !== 'web') return
    const { flushFailedLogins } = await import('#technical_accounts')
    await flushFailedLogins()
  }
}
