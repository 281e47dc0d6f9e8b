/** What is asynchronous: Python's asyncio, asgiref, and Django's ASGI side. */
import type { Namespace } from '../../framework/utils/module_loading.ts'
import * as asyncio from '../../base/python/asyncio.ts'
import * as asgirefSync from '../../base/asgiref/sync.ts'
import * as djangoCoreAsgi from '../../framework/core/asgi.ts'
import * as djangoCoreHandlersAsgi from '../../framework/core/handlers/asgi.ts'

export { installAsync as install } from '../async-part.ts'

export const modules: Readonly<Record<string, Namespace>> = {
  asyncio: asyncio,
  'asgiref/sync': asgirefSync,
  'django/core/asgi': djangoCoreAsgi,
  'django/core/handlers/asgi': djangoCoreHandlersAsgi,
}
