/** Slots as variables of machine code: which variable holds a slot's value at a point, and of what type. */

import type { IrFunction, Slot } from "../ir/nodes.js";
import { typeOfFunction } from "./function-types.js";
import type { UnitGlobals } from "./globals.js";
import { constant } from "./operators.js";
import type { Known, State } from "./state.js";
import { Refusal, type TypedExpression, type Variable } from "./typed.js";
import { type FunctionType, type NativeType, representation } from "./types.js";

export class SlotTyper {
  /** A variable for each representation that a slot's values have. */
  protected readonly variables = new Map<Slot, Map<string, Variable>>();
  protected readonly temporaries: Variable[] = [];
  /** For each part of a number, the variable that says which part counts. */
  protected readonly tags = new Map<Variable, Variable>();
  /** What is known about the variables at the current point. */
  protected state: State = new Map();
  protected touchesMemory = false;
  protected count = 0;

  constructor(
    protected readonly fn: IrFunction,
    protected readonly globals: UnitGlobals,
  ) {}

  protected refuse(reason: string, at: number): never {
    throw new Refusal(reason, this.fn, at);
  }

  /** What a typing rule made, or the refusal it gave a reason for. */
  protected sound<Type>(made: Type | string, at: number): Type {
    if (typeof made === "string") this.refuse(made, at);
    return made;
  }

  /** The slot as a variable of the type, bound from here on. */
  protected bind(slot: Slot, type: NativeType): Variable {
    const variable = this.variableOf(slot, type);
    this.state = new Map(this.state ?? []).set(slot, { variable, type });
    return variable;
  }

  private variableOf(slot: Slot, type: NativeType): Variable {
    let versions = this.variables.get(slot);
    if (!versions) {
      versions = new Map();
      this.variables.set(slot, versions);
    }
    let variable = versions.get(representation(type));
    if (!variable) {
      variable =
        type === "number"
          ? this.number(slot.name, this.variableOf(slot, "int"), this.variableOf(slot, "float"))
          : this.variable(slot.name, type);
      versions.set(representation(type), variable);
    }
    return variable;
  }

  /** The variable of a slot that holds an int at some times and a float at others. */
  protected readonly numberOf = (slot: Slot): Variable => this.variableOf(slot, "number");

  private variable(name: string, type: NativeType): Variable {
    return { id: this.count++, name, type };
  }

  private number(name: string, int: Variable, float: Variable): Variable {
    const isFloat = this.variable(name, "bool");
    this.temporaries.push(isFloat);
    this.tags.set(int, isFloat).set(float, isFloat);
    return { ...this.variable(name, "number"), parts: { int, float, isFloat } };
  }

  /** A variable that no slot stands for. */
  protected temporary(type: NativeType): Variable {
    if (type === "number") return this.number("", this.temporary("int"), this.temporary("float"));
    const variable = this.variable("", type);
    this.temporaries.push(variable);
    return variable;
  }

  protected read(slot: Slot, at: number): TypedExpression {
    const fixed = this.state?.has(slot) ? null : slot.global && this.globals.constantOf(slot);
    if (fixed) return fixed;
    const named = slot.constant && this.functionValue(typeOfFunction(slot.constant));
    if (named) return named;
    const { variable, type } = this.known(slot, at);
    return { kind: "read", type, variable };
  }

  /** The variable behind a slot at the current point, and its type. */
  protected known(slot: Slot, at: number): Known {
    const found = this.state?.get(slot);
    if (!found) {
      if (slot.constant) this.refuse(`it uses the function ${slot.name} as a value`, at);
      if (slot.global) {
        this.touchesMemory = true;
        return this.globals.variableFor(slot, this.fn, at);
      }
      this.refuse(`it reads ${slot.name}, a variable outside the function`, at);
    }
    if ("conflict" in found)
      this.refuse(`${slot.name} may be ${found.conflict[0]} or ${found.conflict[1]} here`, at);
    return found;
  }

  /** The first of several slots that is bound here, if any is. */
  protected firstBound(candidates: readonly Slot[], at: number): Slot | undefined {
    return candidates.find((slot) => {
      const foreign = slot.owner !== this.fn && !slot.global && !this.state?.has(slot);
      if (foreign) this.refuse(`it uses ${slot.name}, a variable outside the function`, at);
      return this.isBound(slot);
    });
  }

  protected isBound(slot: Slot): boolean {
    return this.state?.has(slot) || slot.constant !== null || (slot.global && this.globals.isBound(slot));
  }

  protected functionValue(type: FunctionType | null): TypedExpression | null {
    return type && constant(type, null);
  }
}
