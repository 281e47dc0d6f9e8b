import { expect, test } from 'vitest'
import { viewPlace } from './view-place.ts'

function at(marked: string) {
  const place = viewPlace(marked.replace('‸', ''), marked.indexOf('‸'))
  return place === null ? null : `${place.kind} ${place.text}`
}

test('what makes an address takes names of URLs', () => {
  expect(at("return redirect('blog:‸")).toBe('url blog:')
  expect(at("reverse('blog:po‸st_list', { args: [1] })")).toBe('url blog:post_list')
})

test('what renders takes names of templates', () => {
  expect(at("return render(request, 'blog/po‸st_list.html', {")).toBe(
    'template blog/post_list.html',
  )
  expect(at("  static template_name = '‸'")).toBe('template ')
  expect(at("render_to_string('a‸'")).toBe('template a')
})

test('other texts name neither', () => {
  expect(at("print('blog:‸')")).toBeNull()
  expect(at("redirect('a', 'b‸')")).toBeNull()
})
