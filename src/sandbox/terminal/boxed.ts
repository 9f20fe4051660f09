/** Lines that as-text has drawn, under a heading. */
export const boxed = (heading: string, lines: readonly string[]): string[] => [
  `  ┌ ${heading}`,
  ...lines,
  '  └',
]
