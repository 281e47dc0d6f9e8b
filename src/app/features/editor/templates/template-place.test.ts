import { expect, test } from 'vitest'
import { templatePlace } from './template-place.ts'

/** The kind and word at `‸` in a line. */
function at(marked: string) {
  const column = marked.indexOf('‸')
  const place = templatePlace(marked.replace('‸', ''), column)
  return place === null ? null : `${place.kind} ${place.text}`
}

test('after {% comes a tag, also where the end is typed already', () => {
  expect(at('{% ‸')).toBe('tag ')
  expect(at('{% fo‸')).toBe('tag fo')
  expect(at('{% fo‸ %}')).toBe('tag fo')
  expect(at('<a href="{% u‸rl %}">')).toBe('tag url')
})

test('after a bar comes a filter', () => {
  expect(at('{{ post.title|‸ }}')).toBe('filter ')
  expect(at('{{ post.title|up‸per }}')).toBe('filter upper')
  expect(at('{{ a|default:"x|y"|low‸')).toBe('filter low')
  expect(at('{% if a|len‸gth > 2 %}')).toBe('filter length')
})

test('names in quotes are of what their tag names', () => {
  expect(at("{% url 'blog:po‸st_list' %}")).toBe('url blog:post_list')
  expect(at('{% extends "ba‸')).toBe('template ba')
  expect(at("{% include 'blog/‸' with a=1 %}")).toBe('template blog/')
  expect(at("{% static 'blog/st‸yle.css' %}")).toBe('static blog/style.css')
  expect(at("{{ url('blog:‸') }}")).toBe('url blog:')
})

test('other texts have no names', () => {
  expect(at("{% url 'a' 'b‸' %}")).toBeNull()
  expect(at('{{ a|default:"no‸ne" }}')).toBeNull()
  expect(at('{# no‸te #}')).toBeNull()
  expect(at('<p>{{ a }} te‸xt</p>')).toBeNull()
})

test('blocks, libraries, and what is taken from a library', () => {
  expect(at('{% block ti‸tle %}')).toBe('block title')
  expect(at('{% load static i‸')).toBe('library i')
  expect(at('{% load sho‸ from shouts %}')).toBe('member sho')
})

test('everything else is a variable, new names excepted', () => {
  expect(at('{{ po‸st.title }}')).toBe('variable post.title')
  expect(at('{% for post in po‸sts %}')).toBe('variable posts')
  expect(at('{% for po‸st in posts %}')).toBeNull()
  expect(at("{% url 'a' po‸st.pk %}")).toBe('variable post.pk')
  expect(at("{% url 'a' as ho‸me %}")).toBeNull()
  expect(at('{% with a=b‸ %}')).toBe('variable b')
})
