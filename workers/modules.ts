import * as shared from '../app/shared/jobs.js'
import * as users from '../app/users/jobs.js'
import * as habilitations from '../app/habilitations/jobs.js'
import * as technicalAccounts from '../app/technical_accounts/jobs.js'
import { Registry } from './registry.js'

/** The modules' doors for workers. */
export const registry = () =>
  new Registry({ shared, users, habilitations, technical_accounts: technicalAccounts })
