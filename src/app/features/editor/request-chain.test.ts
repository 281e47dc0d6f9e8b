import { expect, test } from 'vitest'
import { declaredRequest, requestChain } from './request-chain.ts'

test('the part before the last dot is asked, the rest is what was typed', () => {
  expect(requestChain('  const page = request.GE')).toEqual({ of: 'request', typed: 'GE' })
  expect(requestChain("if (request.GET.get('q', '').")).toEqual({
    of: "request.GET.get('q', '')",
    typed: '',
  })
})

test('a class-based view asks through this', () => {
  expect(requestChain('this.request.POST.')).toEqual({ of: 'request.POST', typed: '' })
})

test('another name that ends alike is no request', () => {
  expect(requestChain('my_request.')).toBeNull()
  expect(requestChain('response.request.')).toBeNull()
  expect(requestChain('request')).toBeNull()
})

test('the file that is asked ends where the cursor stands', () => {
  expect(declaredRequest({ of: 'request.GET', typed: 'ge' })).toMatch(/\nrequest\.GET\.ge$/)
})
