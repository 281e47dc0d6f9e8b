import { expect, test } from 'vitest'
import { receiver, Signal } from './index.ts'

class Post {}

test('receivers hear their sender, with what it says by name', () => {
  const saved = new Signal()
  const heard: unknown[] = []
  receiver(saved, { sender: Post })(function on_save(
    _sender: unknown,
    { created }: { created: boolean },
  ) {
    heard.push(created)
    return 'done'
  })

  const answers = saved.send(Post, { created: true })
  saved.send(class Other {}, { created: false })

  expect(heard).toEqual([true])
  expect(answers[0]?.[1]).toBe('done')
})

test('connecting twice is once, disconnecting says whether there was anything', () => {
  const signal = new Signal()
  const listen = () => null
  signal.connect(listen)
  signal.connect(listen)

  expect(signal.send(null)).toHaveLength(1)
  expect(signal.disconnect(listen)).toBe(true)
  expect(signal.disconnect(listen)).toBe(false)
})

test('send_robust lets the others hear, and gives the error as an answer', () => {
  const signal = new Signal()
  const error = new Error('no')
  signal.connect(() => {
    throw error
  })
  signal.connect(() => 'heard')

  expect(signal.send_robust(null).map(([, answer]) => answer)).toEqual([error, 'heard'])
  expect(() => signal.send(null)).toThrow('no')
})

test('the sender may be named, as in Python', () => {
  const saved = new Signal()
  class Post {}
  const heard: unknown[] = []
  const hear = (sender: unknown) => heard.push(sender)

  saved.connect(hear, { sender: Post })
  saved.send(Post)
  saved.send(Signal)
  expect(heard).toEqual([Post])

  expect(saved.disconnect(hear, { sender: Post })).toBe(true)
  expect(saved.has_listeners(Post)).toBe(false)
})
