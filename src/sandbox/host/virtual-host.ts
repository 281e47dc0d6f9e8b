/**
 * The address at which the learner's project believes to be served, that of Django's `runserver`, whatever the
 * sandbox's real one is. ALLOWED_HOSTS, absolute links and CSRF's check of origins then behave as on a real machine.
 */
export const VIRTUAL_HOSTNAME = 'localhost'
export const VIRTUAL_HOST = `${VIRTUAL_HOSTNAME}:8000`
export const VIRTUAL_ORIGIN = `http://${VIRTUAL_HOST}`
