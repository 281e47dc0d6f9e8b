import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { acceptHostMessage } from './guard.ts'
import { HostLink, MISSED_PINGS, PING_EVERY_MS, READY_LIMIT_MS } from './host-link.ts'
import { wrap } from '../../protocol/app-host.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function link() {
  const posted: string[] = []
  const dead: string[] = []
  const it = new HostLink({
    post: (data) => posted.push((data as { message: { type: string } }).message.type),
    onMessage: (message) => {
      if (message.type === 'ready')
        it.send({ type: 'open', files: {}, url: '/', budgetMs: 1, dataKey: 'k' })
    },
    onDead: (reason) => dead.push(reason),
  })
  return { it, posted, dead }
}

test('messages wait for ready, and open goes before them', () => {
  const { it, posted } = link()
  it.send({ type: 'navigate', url: '/blog/' })
  expect(posted).toEqual([])

  it.receive({ type: 'ready' })

  expect(posted).toEqual(['open', 'navigate'])
})

test('a host that is not ready in time is dead, once', () => {
  const { dead } = link()
  vi.advanceTimersByTime(READY_LIMIT_MS * 3)
  expect(dead).toEqual(['no-ready'])
})

test('a host that answered pings and stops answering is dead', () => {
  const { it, dead } = link()
  it.receive({ type: 'ready' })
  vi.advanceTimersByTime(PING_EVERY_MS)
  it.receive({ type: 'pong' })

  vi.advanceTimersByTime(PING_EVERY_MS * (MISSED_PINGS + 1))

  expect(dead).toEqual(['no-pong'])
})

test('a host that answers lives on', () => {
  const { it, dead } = link()
  it.receive({ type: 'ready' })
  for (let n = 0; n < 20; n++) {
    vi.advanceTimersByTime(PING_EVERY_MS)
    it.receive({ type: 'pong' })
  }
  expect(dead).toEqual([])
})

test('a message counts only from the right origin, the right window and in the right shape', () => {
  const frame = {}
  const expected = { origin: 'http://a.localhost:5174', source: frame }
  const good = { origin: expected.origin, source: frame, data: wrap({ type: 'ready' }) }

  expect(acceptHostMessage(good, expected)).toEqual({ type: 'ready' })
  expect(acceptHostMessage({ ...good, origin: 'http://b.localhost:5174' }, expected)).toBeNull()
  expect(acceptHostMessage({ ...good, source: {} }, expected)).toBeNull()
  expect(acceptHostMessage({ ...good, source: null }, { ...expected, source: null })).toBeNull()
  expect(acceptHostMessage({ ...good, data: { type: 'ready' } }, expected)).toBeNull()
  expect(
    acceptHostMessage({ ...good, data: { roundtrip: 0, message: { type: 'ready' } } }, expected),
  ).toBeNull()
})
