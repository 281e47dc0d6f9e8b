import { expect, test } from 'vitest'
import * as logging from './logging.ts'

function collect(run: () => void): logging.LogRecord[] {
  const records: logging.LogRecord[] = []
  logging.setLogSink((record) => records.push(record))
  run()
  return records
}

test('a logger passes what its level lets through, with arguments put in', () => {
  const logger = logging.getLogger('blog.views')
  logging.dictConfig({ loggers: { blog: { level: 'INFO' } } })

  const records = collect(() => {
    logger.info('%s has %d comments', 'Post', 3)
    logger.debug('quiet')
  })

  expect(records).toEqual([{ logger: 'blog.views', level: 'INFO', message: 'Post has 3 comments' }])
})

test('without a setting only warnings and worse pass', () => {
  logging.dictConfig({})

  const records = collect(() => {
    logging.getLogger('shop').info('no')
    logging.getLogger('shop').warning('100% sure')
  })

  expect(records.map((record) => record.message)).toEqual(['100% sure'])
})
