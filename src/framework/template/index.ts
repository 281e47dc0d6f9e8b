/** `django.template`. */
export { Node, NodeList, Origin, Template, Variable, VariableDoesNotExist } from './base.ts'
export { Context, ContextPopException, RequestContext } from './context.ts'
export { Engine } from './engine.ts'
export { EngineHandler, engines } from './engines.ts'
export { TemplateDoesNotExist, TemplateSyntaxError } from './exceptions.ts'
export { Library } from './library.ts'
