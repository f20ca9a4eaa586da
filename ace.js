/* Entry point for ace commands. The build rewrites this file: it registers nothing there. */
import '@poppinss/ts-exec'

await import('./bin/console.js')
