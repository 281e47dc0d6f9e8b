/** What `forloop` says inside of `{% for %}`. */
export const FORLOOP: Readonly<Record<string, string>> = {
  counter: 'which round it is, from 1',
  counter0: 'which round it is, from 0',
  revcounter: 'rounds left, this one included',
  revcounter0: 'rounds left after this one',
  first: 'True in the first round',
  last: 'True in the last round',
  parentloop: 'the loop around this one',
}
