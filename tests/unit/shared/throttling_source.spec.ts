import { test } from '@japa/runner'
import { sourceOf } from '#shared/throttling/source'

test.group('By what attempts are counted', () => {
  test('an IPv4 address, however it is written', ({ assert }) => {
    assert.equal(sourceOf('192.0.2.7'), '192.0.2.7')
    assert.equal(sourceOf('::ffff:192.0.2.7'), '192.0.2.7')
  })

  test('the /64 network of an IPv6 address', ({ assert }) => {
    assert.equal(sourceOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2')
    assert.equal(sourceOf('2001:0DB8:0001:0002::1'), '2001:db8:1:2')
    assert.equal(sourceOf('2001:db8::1'), '2001:db8:0:0')
    assert.equal(sourceOf('fe80::1%eth0'), 'fe80:0:0:0')
    assert.equal(sourceOf('::1'), '0:0:0:0')
  })
})
