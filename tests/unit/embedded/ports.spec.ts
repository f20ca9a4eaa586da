import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { test } from '@japa/runner'
import { freePort, parsePort, requirePort } from '../../../bin/embedded/ports.js'

async function taken() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { port, close: () => void server.close() }
}

test.group('Ports', () => {
  test('a busy one is named, with the command that avoids it', async ({ assert, cleanup }) => {
    const { port, close } = await taken()
    cleanup(close)
    await assert.rejects(
      () => requirePort(port, '127.0.0.1'),
      new RegExp(`Port ${port} .* busy.*PORT=\\d+ npm start`, 's')
    )
  })

  test('a free one is accepted', async ({ assert }) => {
    const port = await freePort()
    await assert.doesNotReject(() => requirePort(port, '127.0.0.1'))
  })

  test('one that becomes free in time is accepted', async ({ assert }) => {
    const { port, close } = await taken()
    setTimeout(close, 300)
    await assert.doesNotReject(() => requirePort(port, '127.0.0.1', 3_000))
  })

  test('a preferred one that is busy gives way to another', async ({ assert, cleanup }) => {
    const { port, close } = await taken()
    cleanup(close)
    const other = await freePort(port)
    assert.notEqual(other, port)
    assert.isAbove(other, 0)
  })

  test('PORT is a whole number from 1 to 65535', ({ assert }) => {
    assert.equal(parsePort('PORT', undefined, 3333), 3333)
    assert.equal(parsePort('PORT', '', 3333), 3333)
    assert.equal(parsePort('PORT', '8080', 3333), 8080)
    for (const wrong of ['http', '0', '65536', '80.5', '-1']) {
      assert.throws(() => parsePort('PORT', wrong, 3333), `PORT=${wrong} is not a port`)
    }
  })
})
