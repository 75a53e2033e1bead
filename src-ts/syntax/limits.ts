/** The fixed bounds of the language; everything that nests or grows in a source file is measured against them. */
export const LIMITS = {
  /** UTF-8 bytes of one source file. */
  sourceBytes: 1_048_576,
  /** Code points of an identifier. */
  identifier: 256,
  /** Characters of a numeric literal, the point included. */
  number: 512,
  /** Code points of one run of text between the interpolations of a string. */
  textRun: 8192,
  /** Items of one array or dictionary literal; a spread counts as one. */
  items: 4096,
  /** Nested expressions (and patterns, interpolations, `export`s). */
  expressionDepth: 256,
  /** Nested blocks. */
  blockDepth: 128,
} as const;
