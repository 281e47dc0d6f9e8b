import { afterEach, expect, test } from 'vitest'
import { setLogSink, type LogRecord } from '../../base/python/logging.ts'
import { log_response } from './log.ts'

const records: LogRecord[] = []
setLogSink((record) => records.push(record))
afterEach(() => {
  records.length = 0
})

test('what came with the request is escaped, so that no line of a log is forged', () => {
  const response = { status_code: 404, _has_been_logged: false }
  log_response('Not Found: %s', ['/é\n日\\😀'], response)

  expect(records).toEqual([
    {
      logger: 'django.request',
      level: 'WARNING',
      message: 'Not Found: /\\xe9\\n\\u65e5\\\\\\U0001f600',
    },
  ])
})

test('a response is told once', () => {
  const response = { status_code: 500, _has_been_logged: false }
  log_response('Internal Server Error: %s', ['/'], response)
  log_response('Internal Server Error: %s', ['/'], response)

  expect(records.map(({ level }) => level)).toEqual(['ERROR'])
})
