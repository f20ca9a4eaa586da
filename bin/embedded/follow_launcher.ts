import { Socket } from 'node:net'

/*
 * Loaded into the processes of `npm start`. The launcher keeps the other end of this descriptor
 * open as long as it lives: when it closes, even because the launcher was killed, the process ends
 * like on SIGTERM, so that no server stays behind on the port.
 */
const descriptor = process.env.HABILIS_LAUNCHER_FD
delete process.env.HABILIS_LAUNCHER_FD

if (descriptor) {
  const launcher = new Socket({ fd: Number(descriptor), readable: true, writable: false })
  launcher.on('error', () => undefined)
  launcher.on('close', () => {
    process.kill(process.pid, 'SIGTERM')
    setTimeout(() => process.exit(1), 10_000).unref()
  })
  launcher.resume()
  launcher.unref()
}
