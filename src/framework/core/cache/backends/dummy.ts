/**
 * A cache that keeps nothing, for development.
 *
 * Django: django/core/cache/backends/dummy.py
 */
import { BaseCache, type CacheParams } from './base.ts'

export class DummyCache extends BaseCache {
  constructor(_name: string, params: CacheParams = {}) {
    super(params)
  }

  protected read(_key: string): unknown {
    return undefined
  }

  protected write(): void {}

  protected remove(): boolean {
    return false
  }

  protected renew(): boolean {
    return false
  }

  protected empty(): void {}
}
