/*
 * `npm start`: everything Habilis needs on one machine, from nothing, until Ctrl-C.
 */
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  process.stderr.write(
    `Habilis runs on Node 24; this is ${process.version}. Start it with "npm start": ` +
      `npm install has brought the right Node along (node_modules/.bin/node).\n`
  )
  process.exit(1)
}

const { Launcher } = await import('./embedded/launcher.js')
await new Launcher().run()

export {}
