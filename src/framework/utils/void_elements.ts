/**
 * HTML elements that have no closing tag.
 *
 * Django: VOID_ELEMENTS of django/utils/html.py
 */
export const VOID_ELEMENTS: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr frame spacer'.split(' '),
)
