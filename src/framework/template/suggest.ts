/** "Did you mean …?", for names of templates, tags and filters. */
export { nearestName } from '../../base/nearest.ts'
