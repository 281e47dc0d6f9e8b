/** 200 leaf routes, as a flat list and as a tree of includes. */
import { include, path, re_path } from 'django/urls'
import { w2Specs } from '../bench/data'

function view() {}

const leaves = w2Specs().map(({ kind, route, name }) =>
  kind === 8 ? re_path(`^${route}$`, view, { name }) : path(route, view, { name }),
)
const range = (n) => Array.from({ length: n }, (_, i) => i)
const ten = (g, h) => leaves.slice(g * 40 + h * 10, g * 40 + h * 10 + 10)

export const flat = leaves
export const tree = range(5).map((g) => {
  const inner = range(4).map((h) =>
    path(`h${h}/`, include([[path('k/', include(ten(g, h)))], `h${h}`])),
  )
  return path(`g${g}/`, include([inner, `g${g}`]))
})
