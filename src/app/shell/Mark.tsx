/** The product's mark: a way in and a way back around one point. */
export function Mark() {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 20 20"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
    >
      <path d="M5 2.5v9a5 5 0 0 0 10 0" strokeWidth="2.5" strokeLinecap="round" />
      <path d="M15 11.5v-6" strokeWidth="2.5" strokeLinecap="round" strokeDasharray="0.1 4" />
      <path
        d="m11.8 5.4 3.2-3.2 3.2 3.2"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="10" cy="9" r="2" fill="var(--focus)" stroke="none" />
    </svg>
  )
}
