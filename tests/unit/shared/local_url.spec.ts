import { test } from '@japa/runner'
import { localPath, localReferrer } from '#shared/http/local_url'

test.group('Where a person may be sent after signing in', () => {
  test('to a path of this site: {$self}')
    .with([
      '/',
      '/organisations/3?page=2&sort=name',
      '/account#contact',
      '/a//b',
      '/recherche?u=https://x.fr',
    ])
    .run(({ assert }, url) => {
      assert.equal(localPath(url), url)
    })

  test('nowhere else: {0}')
    .with([
      ['https://mechant.example/'],
      ['//mechant.example'],
      ['/\\mechant.example'],
      ['\\\\mechant.example'],
      ['/\t/mechant.example'],
      ['/\n/mechant.example'],
      ['/.//mechant.example'],
      ['/..//mechant.example'],
      ['javascript:alert(1)'],
      ['mechant.example'],
      [''],
      ['http://local.invalid/'],
    ])
    .run(({ assert }, [url]) => {
      assert.isNull(localPath(url))
    })

  test('not to what is no text', ({ assert }) => {
    for (const url of [undefined, null, 3, ['/a'], { url: '/a' }]) assert.isNull(localPath(url))
  })

  test('a referrer counts when it is of the host that was asked', ({ assert }) => {
    assert.equal(localReferrer('http://portail.test:3000/a?b=c#d', 'portail.test:3000'), '/a?b=c')
    assert.isNull(localReferrer('http://portail.test/a', 'portail.test:3000'))
    assert.isNull(localReferrer('http://portail.test@mechant.example/a', 'portail.test'))
    assert.isNull(localReferrer('http://portail.test//mechant.example', 'portail.test'))
    assert.isNull(localReferrer('pas une adresse', 'portail.test'))
    assert.isNull(localReferrer(undefined, 'portail.test'))
  })
})
