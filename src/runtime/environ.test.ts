import { expect, test } from 'vitest'
import { wsgiEnviron } from './environ.ts'

const environ = wsgiEnviron({
  method: 'POST',
  url: '/caf%C3%A9/?q=a%20b&q=?',
  headers: [
    { name: 'Host', value: 'localhost:8000', supplied: true },
    { name: 'Content-Type', value: 'text/plain; charset=utf-8' },
    { name: 'X-Requested-With', value: 'fetch' },
    { name: 'X_Forged', value: '1' },
  ],
  body: new TextEncoder().encode('hi'),
})

test('the path is decoded to bytes, one character each, the query stays as sent', () => {
  expect(environ).toMatchObject({ PATH_INFO: '/caf\u00c3\u00a9/', QUERY_STRING: 'q=a%20b&q=?' })
})

test('headers become HTTP_ names, two of them names of their own, and underscores none', () => {
  expect(environ).toMatchObject({
    HTTP_HOST: 'localhost:8000',
    CONTENT_TYPE: 'text/plain; charset=utf-8',
    HTTP_X_REQUESTED_WITH: 'fetch',
    SERVER_NAME: 'localhost',
    SERVER_PORT: '8000',
  })
  expect(environ).not.toHaveProperty('HTTP_X_FORGED')
})
