/** The constants at the head of one JavaScript text: what it uses of the runtime, which V8 then treats as known. */

export class Prelude {
  /** By initialiser. */
  private readonly constants = new Map<string, string>();
  private readonly memos: string[] = [];
  private readonly names = new Set(["$host"]);
  private readonly runtimeNames = new Map<string, string>();

  /** `outer` is the prelude of the text around, whose constants can be used, too. */
  constructor(private readonly outer: Prelude | null = null) {}

  /** The name of a constant with the given initialiser: the wanted one, unless it is taken. */
  constant(initialiser: string, wanted?: string): string {
    const existing = this.constants.get(initialiser) ?? this.outer?.constants.get(initialiser);
    if (existing) return existing;
    const name = this.free(wanted ?? `$k${this.constants.size}`);
    this.names.add(name);
    this.constants.set(initialiser, name);
    return name;
  }

  /** A name that hides nothing of the text around. */
  private free(wanted: string): string {
    const isTaken = this.names.has(wanted) || this.outer?.names.has(wanted);
    return isTaken ? `${wanted}$${this.constants.size + (this.outer?.constants.size ?? 0)}` : wanted;
  }

  /** A function or class of the runtime (`support.ts`). */
  runtime(name: string): string {
    let constant = this.runtimeNames.get(name);
    if (constant === undefined) {
      constant = this.constant(`$.${name}`, `$${name}`);
      this.runtimeNames.set(name, constant);
    }
    return constant;
  }

  /** What a place that reads strings by position remembers of the last one. */
  stringMemo(): string {
    const name = this.free(`$memo${this.memos.length}`);
    this.names.add(name);
    this.memos.push(`const ${name} = new $.StringMemo();`);
    return name;
  }

  lines(): string[] {
    const constants = [...this.constants].map(([initialiser, name]) => `const ${name} = ${initialiser};`);
    return [...constants, ...this.memos];
  }
}
