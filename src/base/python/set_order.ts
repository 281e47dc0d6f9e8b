/**
 * The order in which CPython's `set` gives integers back: rows that Django makes of a set get their keys in it. An integer
 * stands in the table at its own value modulo the table's size, or a little after it.
 *
 * Python: Objects/setobject.c
 */
const FIRST_SIZE = 8
/** So many places behind a taken one are tried before jumping. */
const LINEAR_PROBES = 9

type Table = (number | null)[]

const empty = (size: number): Table => Array.from({ length: size }, () => null)

/** @returns whether it was not there yet */
function insert(table: Table, value: number): boolean {
  const mask = table.length - 1
  let perturb = value
  let at = value & mask
  for (;;) {
    const last = at + LINEAR_PROBES <= mask ? at + LINEAR_PROBES : at
    for (let place = at; place <= last; place += 1) {
      if (table[place] === value) return false
      if (table[place] === null) {
        table[place] = value
        return true
      }
    }
    perturb = Math.floor(perturb / 32)
    at = (at * 5 + 1 + perturb) & mask
  }
}

/** @param values  whole numbers from 0 to 2**31, in the order in which they are added */
export function setOrder(values: readonly number[]): number[] {
  let table = empty(FIRST_SIZE)
  let used = 0
  for (const value of values) {
    if (!insert(table, value)) continue
    used += 1
    if (used * 5 < (table.length - 1) * 3) continue
    let size = FIRST_SIZE
    while (size <= (used > 50_000 ? used * 2 : used * 4)) size *= 2
    const larger = empty(size)
    for (const known of table) if (known !== null) insert(larger, known)
    table = larger
  }
  return table.filter((value) => value !== null)
}
