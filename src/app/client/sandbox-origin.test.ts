import { expect, test } from 'vitest'
import { candidates, isSameSite } from './sandbox-origin.ts'

test('a wildcard gives one origin, a list gives each in turn', () => {
  expect(candidates('http://*.localhost:5174', 'p1')).toEqual(['http://p1.localhost:5174'])
  expect(candidates('https://s1.example, https://s2.example', 'p1')).toEqual([
    'https://s1.example',
    'https://s2.example',
  ])
})

test('localhost and a name below it are two sites', () => {
  expect(isSameSite('http://localhost:5173', 'http://p1.localhost:5174')).toBe(false)
})

test('two names of one domain are one site, an address is its own', () => {
  expect(isSameSite('https://play.example.org', 'https://p1.sandbox.example.org')).toBe(true)
  expect(isSameSite('https://play.example.org', 'https://p1.playsandbox.net')).toBe(false)
  expect(isSameSite('http://localhost:5173', 'http://127.0.0.1:5174')).toBe(false)
  expect(isSameSite('http://localhost:5173', 'http://localhost:5174')).toBe(true)
})
