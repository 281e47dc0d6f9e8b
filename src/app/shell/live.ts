/** The words of the one live region. Latest wins: nobody wants to hear what is over. */
import { create } from 'zustand'

interface LiveState {
  readonly sentence: string
  say(sentence: string): void
}

export const useLive = create<LiveState>()((set) => ({
  sentence: '',
  say: (sentence) => set({ sentence }),
}))

/** While a run plays, sentences come at most this often, and only at stations. */
export const PLAYING_EVERY_MS = 1200
