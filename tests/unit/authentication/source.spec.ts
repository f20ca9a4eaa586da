import { test } from '@japa/runner'
import { sourceOf } from '../../../app/technical_accounts/authentication/source.js'

test.group('The source of a call', () => {
  test('is an IPv4 address as a whole, mapped or not', ({ assert }) => {
    assert.equal(sourceOf('192.0.2.7'), '192.0.2.7')
    assert.equal(sourceOf('::ffff:192.0.2.7'), '192.0.2.7')
    assert.notEqual(sourceOf('192.0.2.7'), sourceOf('192.0.2.8'))
  })

  test('is the /64 network of an IPv6 address, however it is written', ({ assert }) => {
    const network = sourceOf('2001:db8:1:2:3:4:5:6')
    for (const same of [
      '2001:db8:1:2::',
      '2001:0db8:0001:0002:ffff::1',
      '2001:DB8:1:2:0:0:0:0',
      '2001:db8:1:2::1%eth0',
    ]) {
      assert.equal(sourceOf(same), network)
    }
    assert.notEqual(sourceOf('2001:db8:1:3::1'), network)
    assert.equal(sourceOf('::1'), sourceOf('::2'))
    assert.equal(sourceOf('2001:db8::1'), sourceOf('2001:db8:0:0:9::'))
  })

  test('is whatever it is given when that is no address', ({ assert }) => {
    assert.equal(sourceOf('unix'), 'unix')
  })
})
