import { expect, test } from 'vitest'
import { setOrder } from './set_order.ts'

// as CPython 3.11 gives them back
test.each([
  [
    [3, 1, 2],
    [1, 2, 3],
  ],
  [
    [1, 8, 2],
    [8, 1, 2],
  ],
  [
    [9, 1],
    [9, 1],
  ],
  [
    [1, 9, 1],
    [1, 9],
  ],
  [
    [40, 33, 25, 8, 1, 16],
    [33, 1, 40, 8, 16, 25],
  ],
])('a set of %j has them in the order %j', (values, order) => {
  expect(setOrder(values)).toEqual(order)
})
