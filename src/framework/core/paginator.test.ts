import { expect, test } from 'vitest'
import { EmptyPage, PageNotAnInteger, Paginator } from './paginator.ts'

const letters = [...'abcdefg']

test('a list is cut into pages, the last one may be short', () => {
  const paginator = new Paginator(letters, 3)
  const page = paginator.page(2)

  expect(paginator.num_pages).toBe(3)
  expect([...page]).toEqual(['d', 'e', 'f'])
  expect([page.start_index(), page.end_index()]).toEqual([4, 6])
  expect([page.has_previous(), page.next_page_number()]).toEqual([true, 3])
  expect([...paginator.page(3)]).toEqual(['g'])
})

test('orphans join the page before them', () => {
  expect(new Paginator(letters, 3, { orphans: 1 }).num_pages).toBe(2)
  expect([...new Paginator(letters, 3, { orphans: 1 }).page(2)]).toEqual(['d', 'e', 'f', 'g'])
})

test('page raises, get_page gives the nearest', () => {
  const paginator = new Paginator(letters, 3)

  expect(() => paginator.page('x')).toThrow(PageNotAnInteger)
  expect(() => paginator.page(4)).toThrow('That page contains no results')
  expect(() => paginator.page(0)).toThrow(EmptyPage)
  expect(paginator.get_page('x').number).toBe(1)
  expect(paginator.get_page(99).number).toBe(3)
})

test('a queryset is counted once and sliced for the page alone', () => {
  const asked: string[] = []
  const queryset = {
    count: () => {
      asked.push('count')
      return 5
    },
    slice: (start: number, stop: number) => {
      asked.push(`${start}:${stop}`)
      return ['row']
    },
  }

  const page = new Paginator(queryset, 2).page(2)

  expect(page.has_next()).toBe(true)
  expect(asked).toEqual(['count', '2:4'])
})

test('long ranges leave out pages', () => {
  const paginator = new Paginator(Array.from({ length: 100 }), 2)

  expect([...paginator.get_elided_page_range(8)].map(String).join(' ')).toBe(
    '1 2 … 5 6 7 8 9 10 11 … 49 50',
  )
})
