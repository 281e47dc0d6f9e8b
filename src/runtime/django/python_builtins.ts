/**
 * Python's `builtins` for those who need a name that JavaScript lacks, or has with another meaning:
 * `import { OSError, str } from 'builtins'`.
 */
export * from '../../base/python/exceptions.ts'
export { hash, len, repr, str } from '../../base/python/protocols.ts'
