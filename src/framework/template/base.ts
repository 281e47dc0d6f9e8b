/**
 * `django.template.base`: what custom tags are made of.
 *
 * Django: django/template/base.py
 */
export { FilterExpression } from './filter_expression.ts'
export { Lexer, Token, TokenType } from './lexer.ts'
export { Node, NodeList, TextNode, VariableNode } from './node.ts'
export { Origin, UNKNOWN_SOURCE } from './origin.ts'
export { Parser, token_kwargs } from './parser.ts'
export { render_value_in_context } from './render_value.ts'
export { Template } from './template.ts'
export { TemplateSyntaxError } from './exceptions.ts'
export { Variable, VariableDoesNotExist } from './variable.ts'
