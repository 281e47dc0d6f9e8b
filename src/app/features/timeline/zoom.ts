/** The part of a run that the timeline shows, as fractions of the whole. Pure: the same keys lead to the same view. */

export interface View {
  readonly from: number
  readonly to: number
}

export const ALL: View = { from: 0, to: 1 }

/** @param factor  below 1 shows less, larger  @param anchor  place in the window that stays where it is, 0–1 */
export function zoomed(view: View, factor: number, anchor: number, minSpan: number): View {
  const span = view.to - view.from
  const next = Math.min(1, Math.max(Math.min(1, minSpan), span * factor))
  return within(view.from + (span - next) * anchor, next)
}

/** @param windows  how far, in widths of the window */
export function panned(view: View, windows: number): View {
  const span = view.to - view.from
  return within(view.from + span * windows, span)
}

/** Moves no more than it must to have a place in the window. */
export function revealing(view: View, at: number): View {
  const span = view.to - view.from
  if (at < view.from) return within(at - span * 0.1, span)
  return at > view.to ? within(at - span * 0.9, span) : view
}

/** @param from  and `to`: places that shall just fit, with a little room around */
export function fitting(from: number, to: number, minSpan: number): View {
  const span = Math.min(1, Math.max(minSpan, (to - from) * 1.1))
  return within((from + to - span) / 2, span)
}

export const isAll = ({ from, to }: View): boolean => to - from >= 1

function within(from: number, span: number): View {
  const start = Math.max(0, Math.min(1 - span, from))
  return { from: start, to: start + span }
}
