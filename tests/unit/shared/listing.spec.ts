import { test } from '@japa/runner'
import fc from 'fast-check'
import { offsetOf, pageOf, parseListing, withinPages } from '#shared/listing'

const sorts: ['name', 'created_at'] = ['name', 'created_at']
const defaults = { page: 1, perPage: 10, sort: 'name', direction: 'asc', search: '' } as const

test.group('Listing', () => {
  test('reads what a list allows', ({ assert }) => {
    assert.deepEqual(
      parseListing(
        {
          page: '3',
          perPage: '25',
          sort: 'created_at',
          direction: 'desc',
          search: '  Régie  eau ',
        },
        { sorts }
      ),
      { page: 3, perPage: 25, sort: 'created_at', direction: 'desc', search: 'Régie eau' }
    )
  })

  test('falls back on the defaults for {$self}')
    .with([
      '',
      'page=0',
      'page=-1',
      'page=1e3',
      'page=1.5',
      'page=100001',
      'perPage=11',
      'perPage=1000000',
      'sort=password',
      'sort=name;+drop+table+users',
      'direction=DESC',
      'search=+%00+',
      'unknown=1',
    ])
    .run(({ assert }, query) => {
      const parsed = Object.fromEntries(new URLSearchParams(query))
      assert.deepEqual(parseListing(parsed, { sorts }), defaults)
    })

  test('falls back on the defaults for repeated parameters', ({ assert }) => {
    const query = { page: ['2', '3'], perPage: ['25'], sort: ['name'], search: ['a', 'b'] }
    assert.deepEqual(parseListing(query, { sorts }), defaults)
  })

  test('a list chooses its own page sizes and direction', ({ assert }) => {
    const listing = parseListing({}, { sorts: ['at'], direction: 'desc', perPage: [20, 1000] })
    assert.include(listing, { perPage: 20, direction: 'desc' })
  })

  test('what is searched holds no control character and at most 100 whole characters', ({
    assert,
  }) => {
    assert.equal(parseListing({ search: 'a\u0000b' }, { sorts: ['name'] }).search, 'a b')
    assert.equal(parseListing({ search: 'a\uD800' }, { sorts }).search, 'a\uFFFD')
    assert.equal(
      parseListing({ search: '😀'.repeat(200) }, { sorts: ['name'] }).search,
      '😀'.repeat(100)
    )
  })

  test('never throws, never leaves its bounds', ({ assert }) => {
    const names = ['page', 'perPage', 'sort', 'direction', 'search'] as const
    const query = fc.record(
      Object.fromEntries(
        names.map((name) => [name, fc.oneof(fc.anything(), fc.string({ unit: 'binary' }))])
      ),
      { requiredKeys: [] }
    )
    fc.assert(
      fc.property(query, (given) => {
        const listing = parseListing(given, { sorts })
        assert.isTrue(Number.isSafeInteger(listing.page) && listing.page >= 1)
        assert.include([10, 25, 50, 100], listing.perPage)
        assert.include(sorts, listing.sort)
        assert.include(['asc', 'desc'], listing.direction)
        assert.isTrue(listing.search.isWellFormed() && [...listing.search].length <= 100)
        assert.notMatch(listing.search, /\p{Cc}/u)
      })
    )
  })

  test('counts pages and rows to skip', ({ assert }) => {
    const page = { page: 3, perPage: 10 }
    assert.equal(offsetOf(page), 20)
    assert.deepEqual(pageOf(['x'], 21, page), { rows: ['x'], total: 21, ...page, pages: 3 })
    assert.equal(pageOf([], 0, page).pages, 0)
    assert.equal(pageOf([], 20, page).pages, 2)
  })

  test('a page beyond the end is the last one', ({ assert }) => {
    const page = (asked: number, total: number) =>
      withinPages({ page: asked, perPage: 10 }, total).page
    assert.equal(page(99, 21), 3)
    assert.equal(page(3, 21), 3)
    assert.equal(page(4, 30), 3)
    assert.equal(page(2, 0), 1)
  })
})
