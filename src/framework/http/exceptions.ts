/** `Http404`: a view found nothing. A file of its own, since the URL resolver raises it too. */
import { Exception } from '../../base/python/exceptions.ts'

/** Answered with 404: the project's page, or the technical one under DEBUG. */
export class Http404 extends Exception {}
