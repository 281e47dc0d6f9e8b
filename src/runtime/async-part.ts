/** Everything asynchronous, put in place: called once, before a project with something `async` in it is loaded. */
import { knowCoroutines } from '../base/async/coroutine_function.ts'
import { installCoroutines } from '../base/async/install.ts'
import { loop } from '../base/async/loop.ts'
import { asyncGlobals, coroutinesOf } from '../base/async/module.ts'
import { installAsyncChain } from '../framework/core/handlers/async_chain.ts'
import { installModelTwins } from '../framework/db/models/async_twins.ts'
import { ports } from '../framework/utils/ports.ts'
import { traceTasks } from '../trace/tasks.ts'
import { asgiServer } from './asgi-server.ts'
import { asyncCode } from './async-code.ts'
import { COROUTINES, makeCoroutines } from './coroutines.ts'

export function installAsync(): void {
  installCoroutines()
  installAsyncChain()
  installModelTwins()
  traceTasks()
  loop.setPorts({
    monotonic: () => ports.monotonic(),
    after(us, wake) {
      const timer = setTimeout(wake, Math.ceil(us / 1000))
      return () => clearTimeout(timer)
    },
  })
  const values = Object.values(asyncGlobals)
  asyncCode.part = {
    rewrite(code) {
      const rewritten = makeCoroutines(code)
      knowCoroutines(rewritten.texts)
      return rewritten.code
    },
    names: [COROUTINES, ...Object.keys(asyncGlobals)],
    valuesFor: (file) => [coroutinesOf(file), ...values],
    server: asgiServer,
  }
}
