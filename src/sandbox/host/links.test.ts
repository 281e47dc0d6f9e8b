import { expect, test } from 'vitest'
import type { FetchMessage } from '../../protocol/host-sw.ts'
import { Links } from './links.ts'

function asked(path: string, more: Partial<FetchMessage> = {}): FetchMessage {
  return {
    roundtrip: 1,
    type: 'fetch',
    method: 'GET',
    url: `http://abc.localhost:5174${path}`,
    headers: [],
    body: null,
    mode: 'navigate',
    destination: 'iframe',
    referrer: '',
    clientId: '',
    resultingClientId: '',
    ...more,
  }
}

test('a request of a page hangs below the request that brought the page', () => {
  const links = new Links()
  links.of(asked('/a/', { resultingClientId: 'A' }), 't1')
  links.of(asked('/b/', { resultingClientId: 'B' }), 't2')

  expect(links.of(asked('/x', { mode: 'cors', clientId: 'A' }), 't3')).toEqual({
    kind: 'subrequest',
    from: 't1',
  })
})

test('where the browser does not say which page asks, it is the last one', () => {
  const links = new Links()
  links.of(asked('/a/'), 't1')

  expect(links.of(asked('/x', { mode: 'cors' }), 't2')).toEqual({ kind: 'subrequest', from: 't1' })
})

test('the request after a redirect hangs below the answer that redirected, once', () => {
  const links = new Links()
  links.of(asked('/form/'), 't1')
  links.redirected('http://abc.localhost:5174/done/#c', true, 't1')

  expect(links.of(asked('/done/'), 't2')).toEqual({ kind: 'redirect', from: 't1' })
  expect(links.of(asked('/done/'), 't3')).toEqual({ kind: 'navigation', from: null })
})
