/**
 * Who may know whom: the one table behind the lint rules (eslint.config.js) and the architecture
 * tests. A module is reached by its name (`#users`), never by a path into its folders; `shared`
 * by `#shared/…`.
 */
export const DEPENDS_ON: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  organisation: ['shared'],
  users: ['shared', 'organisation'],
  habilitations: ['shared', 'organisation', 'users'],
  technical_accounts: ['shared', 'organisation', 'users', 'habilitations'],
  portal: ['shared', 'organisation', 'users', 'habilitations', 'technical_accounts'],
  cpro: ['shared', 'organisation', 'users', 'habilitations', 'technical_accounts'],
}

/** Modules that others may import: those with a door in package.json#imports. */
export const WITH_DOOR = ['organisation', 'users', 'habilitations', 'technical_accounts']

/** Aliases of the tree outside app/ that a module may import, and why. */
export const OPEN_TO_MODULES: Readonly<Record<string, string>> = {
  '#config/': 'typed settings',
  '#start/env': 'typed environment',
  '#start/health': 'the checks behind the health routes',
  '#start/kernel': 'the pipelines a routes.ts picks from',
  '#generated/controllers': 'lazy controllers for routes.ts',
  '#generated/policies': 'policies by name for the bouncer',
}

/**
 * Doors for the machinery outside the modules: what may be imported by path into a module.
 * Paths have no extension.
 */
export const MACHINERY: readonly { from: RegExp; to: RegExp; why: string }[] = [
  {
    from: /^start\/routes$/,
    to: /^app\/\w+(\/health)?\/(\w+_)?routes$/,
    why: 'the map of the routes',
  },
  { from: /^start\/kernel$/, to: /^app\/\w+\/middleware\/\w+$/, why: 'the pipelines' },
  {
    from: /^\.adonisjs\/server\/(controllers|policies)$/,
    to: /^app\/[\w/]+_(controller|policy)$/,
    why: 'generated barrels',
  },
  { from: /^workers\/modules$/, to: /^app\/\w+\/jobs$/, why: 'the doors for workers' },
  { from: /^tests\//, to: /./, why: 'tests look inside' },
]

/** Layers that know nothing of HTTP, and what of it they may not import. */
export const WITHOUT_HTTP = ['actions', 'queries', 'jobs']
export const HTTP_LAYER = [
  '@adonisjs/core/http',
  '@adonisjs/core/types/http',
  '@adonisjs/core/services/router',
  '@adonisjs/core/services/server',
  '@adonisjs/core/bodyparser',
  '@adonisjs/session',
  '@adonisjs/shield',
  '@adonisjs/static',
  '#generated/controllers',
  '#start/kernel',
  '#start/routes',
  '#shared/http/',
]
