import { test } from '@japa/runner'
import { zoneWords } from '#shared/views/dates'

test.group('How a time zone is called', () => {
  test('Paris has words of its own', ({ assert }) => {
    assert.equal(zoneWords('Europe/Paris', 'fr').zone, 'paris')
    assert.equal(zoneWords('Europe/Paris', 'en').zone, 'paris')
  })

  test('others are named in the reader’s language', ({ assert }) => {
    assert.deepEqual(zoneWords('Indian/Reunion', 'fr'), {
      zone: 'other',
      name: 'heure de La Réunion',
    })
    assert.deepEqual(zoneWords('America/New_York', 'en'), { zone: 'other', name: 'Eastern Time' })
    assert.equal(zoneWords('UTC', 'en').name, 'GMT+00:00')
  })
})
